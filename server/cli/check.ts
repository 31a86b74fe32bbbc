/**
 * `check`: the mistakes of a file or a report. A file is read by itself, without a data directory. Exit 1 when
 * something as grave as asked for was found.
 */
import { basename, extname } from 'node:path'
import { checkText } from '../../shared/checks/check.ts'
import {
  type Cited,
  type Finding,
  isAtLeast,
  type RuleName,
  ruleNames,
  type Severity,
  severities,
} from '../../shared/checks/finding.ts'
import { checkedFile } from '../../shared/checks/from-file.ts'
import { type HouseList, settingOf } from '../../shared/checks/setting.ts'
import { dictionaries, type Language } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { readHouseCsv } from '../../shared/house-csv.ts'
import { houseListOf } from '../../shared/house-list.ts'
import { decodeText } from '../../shared/import/decode.ts'
import { documentLines } from '../../shared/import/document-lines.ts'
import { kindOf } from '../../shared/import/file-kind.ts'
import { limits } from '../../shared/limits.ts'
import { createConversions } from '../ops/conversions.ts'
import { createLog } from '../ops/log.ts'
import { checkReport } from '../reports/checks.ts'
import { firstCoordinator } from './acting.ts'
import {
  type Command,
  type ExitCode,
  type Given,
  option,
  type Surroundings,
  sayRefusal,
  UsageError,
} from './command.ts'

export const check: Command = {
  name: 'check',
  summary: '检查一份文件或总结 check a file or a report',
  usage: `FILE|REPORT [--rules a,b] [--min ${severities.join('|')}] [--house FILE.csv] [--json]
  FILE       txt、md、docx、html 文件；docx、html 的行即其段落
             a file, read by itself; lines of docx and html are their paragraphs
  REPORT     总结的编号 id of a report
  --rules    只用这些规则 only these rules: ${ruleNames.join(', ')}
  --min      不低于此级别，默认 info 全部 what is as grave as this or graver
  --house    单位用语表（CSV），文件检查时使用，总结则代替库中的表
             the house's list as CSV: for a file, or instead of the one that the house keeps
  --json     输出 JSON print JSON`,
  options: {
    rules: { type: 'string' },
    min: { type: 'string' },
    house: { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: ['FILE|REPORT'],
  required: [],
  async runAlone(given, around) {
    const asked = readAsked(given)
    const [file = ''] = given.operands
    const ending = extname(file).toLowerCase()
    const bytes = await around.readFile(file).catch(() => undefined)
    if (bytes === undefined) {
      if (endings.has(ending) || /[\\/]/.test(file))
        throw new UsageError(`${file}: 无法读取此文件。This file cannot be read.`)
      return undefined
    }
    if (ending !== '' && !endings.has(ending)) {
      around.err(`${file}: 只能检查这些文件 only these can be checked: ${[...endings].join(', ')}\n`)
      return 1
    }
    const read = await readText(file, bytes)
    if (!read.ok) return sayRefusal(around, read)
    const text = checkedFile(read.value)
    const house = await readHouse(asked.house, around)
    const findings = checkText(text, settingOf(text, house), asked.rules)
    return say({ findings, headings: undefined }, asked, around)
  },
  async run(given, program, around) {
    const asked = readAsked(given)
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const house = await readHouse(asked.house, around)
    const outcome = await checkReport(program, actor.value, given.operands[0] ?? '', { house })
    if (!outcome.ok) return sayRefusal(around, outcome)
    const { report, open } = outcome.value
    const findings = open.filter(({ rule }) => asked.rules?.includes(rule) ?? true)
    const headings = new Map(report.sections.map(({ id, heading }) => [id, heading]))
    return say({ findings, headings }, asked, around)
  },
}

const plainEndings = new Set(['', '.txt', '.text', '.md', '.markdown'])
const endings = new Set(['.txt', '.text', '.md', '.markdown', '.docx', '.html', '.htm'])

/** Texts to the letter, so that lines are the file's; what has a form of its own in a thread, as an import does. */
async function readText(file: string, bytes: Uint8Array): Promise<Outcome<string>> {
  const kind = kindOf(file, bytes)
  if (kind !== 'docx' && kind !== 'html' && plainEndings.has(extname(file).toLowerCase()))
    return bytes.length > limits.importBytes ? refuse('too-large') : done(decodeText(bytes).text)
  if (bytes.length > limits.intakeBytes) return refuse('too-large')
  const conversions = createConversions(createLog('silent'))
  const read = await conversions.run('read-file', { name: basename(file), bytes, tracked: 'accept' })
  await conversions.stop()
  return read.ok ? done(documentLines(read.value.document).join('\n')) : read
}

type Asked = {
  readonly rules: readonly RuleName[] | undefined
  readonly least: Severity
  /** A file. */
  readonly house: string | undefined
  readonly json: boolean
}

function readAsked(given: Given): Asked {
  const least = option(given, 'min') ?? 'info'
  const known = severities.find(severity => severity === least)
  if (!known) throw new UsageError(`--min: ${severities.join(', ')}`)
  const names = option(given, 'rules')
    ?.split(/[,，\s]+/)
    .filter(name => name !== '')
  const unknown = names?.filter(name => !ruleNames.some(rule => rule === name)) ?? []
  if (unknown.length > 0) throw new UsageError(`--rules: ${unknown.join(', ')}? ${ruleNames.join(', ')}`)
  const rules = names && ruleNames.filter(rule => names.includes(rule))
  return { rules, least: known, house: option(given, 'house'), json: given.options.json === true }
}

/** The list of a file; rows that cannot be taken are named, and the others count. */
async function readHouse(file: string | undefined, around: Surroundings): Promise<HouseList | undefined> {
  if (file === undefined) return undefined
  const bytes = await around.readFile(file).catch(() => undefined)
  if (bytes === undefined || bytes.length > limits.importBytes)
    throw new UsageError(`--house ${file}: 无法读取此文件。This file cannot be read.`)
  const { entries, problems } = readHouseCsv(decodeText(bytes).text)
  const words = dictionaries[around.language].house
  for (const { row, code, text } of problems)
    around.err(`${file}: ${fill(words.problem, { row, why: words[`problem_${code}`], text })}\n`)
  return houseListOf(entries)
}

/** A report's sections by their headings; a file has lines. */
type Checked = {
  readonly findings: readonly Finding[]
  readonly headings: ReadonlyMap<string, string> | undefined
}

function say({ findings, headings }: Checked, { least, json }: Asked, around: Surroundings): ExitCode {
  const told = findings.filter(({ severity }) => isAtLeast(severity, least))
  if (json) {
    const data = { findings: told.map(finding => toJson(finding, headings !== undefined, around.language)) }
    around.out(`${JSON.stringify(data)}\n`)
  } else {
    around.out(told.map(finding => `${toWords(finding, headings, around.language)}\n`).join(''))
    around.err(`${summary(told, around.language)}\n`)
  }
  return told.length > 0 ? 1 : 0
}

const sentence = ({ message, values }: Finding, language: Language) =>
  fill(dictionaries[language].checks[message], values)

/** As the contract has it: `line` counts from 1 in the file as given, `section` is a report's section. */
function toJson(finding: Finding, isReport: boolean, language: Language) {
  const { rule, severity, related, fix } = finding
  const cited = ({ place, quote }: Cited) =>
    isReport
      ? { ...(place.section === '' ? {} : { section: place.section }), quote }
      : { line: place.at, quote }
  return {
    rule,
    severity,
    message: sentence(finding, language),
    ...cited(finding),
    ...(related.length > 0 ? { related: related.map(cited) } : {}),
    ...(fix ? { fix } : {}),
  }
}

function toWords(finding: Finding, headings: Checked['headings'], language: Language): string {
  const words = dictionaries[language].checks
  const where = ({ place }: Cited) =>
    headings ? headings.get(place.section) || words.title : fill(words.line, { n: place.at })
  const { rule, severity, quote, related, fix } = finding
  const others = [...new Set(related.map(where))].filter(place => place !== where(finding)).slice(0, 5)
  const parts = [
    `${where(finding)} ${words[`severity_${severity}`]} ${words[`rule_${rule}`]} (${rule}): ${sentence(finding, language)}`,
    `  “${quote.length > 40 ? `${quote.slice(0, 40)}…` : quote}”`,
    ...(others.length > 0 ? [`  ${words.seeAlso} ${others.join(language === 'zh' ? '、' : ', ')}`] : []),
    ...(fix?.kind === 'suggested' && fix.edits[0] ? [`  ${words.fixTo} “${fix.edits[0].text}”`] : []),
  ]
  return parts.join('\n')
}

function summary(findings: readonly Finding[], language: Language): string {
  const words = dictionaries[language].checks
  if (findings.length === 0) return words.none
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length
  return fill(words.summary, { errors: count('error'), warnings: count('warning'), infos: count('info') })
}
