/**
 * `import`: a summary in a file becomes a report, as the importer reads it. What it dropped and what it
 * doubts goes to standard error, so that nothing is lost silently; numbers and blanks as counts.
 */
import { basename } from 'node:path'
import { api } from '../../shared/api.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { planToReport } from '../../shared/import/commit.ts'
import { decodeText } from '../../shared/import/decode.ts'
import { type DocumentImage, type Remark, trackedChoices } from '../../shared/import/document-model.ts'
import { kindOf } from '../../shared/import/file-kind.ts'
import { planDocument } from '../../shared/import/document-plan.ts'
import { dictionaries, type Language } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { type ImportPlan, isRoutine, routineReasons } from '../../shared/import/import-plan.ts'
import { planImport } from '../../shared/import/plan.ts'
import { limits } from '../../shared/limits.ts'
import type { Program } from '../program.ts'
import { importReport } from '../reports/import-report.ts'
import { firstCoordinator } from './acting.ts'
import { type Command, type Given, option, type Surroundings, sayRefusal, UsageError } from './command.ts'

export const importFile: Command = {
  name: 'import',
  summary: '把一份总结导入为提纲和各节 make a report of a summary in a file',
  usage: `FILE --title T [--period P]
  FILE       docx、txt、md、html；装有 LibreOffice 时还有 doc、wps、rtf、odt
             and with LibreOffice also doc, wps, rtf, odt
  --title    总结的标题 title of the report
  --period   所属时期，默认取自标题 period, by default as the title says
  --changes  修订按接受（accept，默认）或拒绝（reject）处理 tracked changes: accept (default) or reject
  --json     输出 JSON print the report, and what was dropped or doubtful, as JSON`,
  options: {
    title: { type: 'string' },
    period: { type: 'string' },
    changes: { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: ['FILE'],
  required: ['title'],
  async run(given, program, around) {
    const [file = ''] = given.operands
    const bytes = await readInput(file, around)
    if (bytes.length > limits.intakeBytes) return sayRefusal(around, { ok: false, code: 'too-large' })
    const read = await readPlan(given, program, around, { name: basename(file), bytes })
    if (!read.ok) return sayRefusal(around, read)
    const { plan, remarks, images } = read.value
    const title = option(given, 'title') ?? ''
    const period = option(given, 'period') ?? plan.period
    const input = api.createReport.body.safeParse(planToReport(plan, { title, period }))
    if (!input.success) throw new UsageError(input.error.issues.map(({ message }) => message).join('\n'))
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const outcome = await importReport(program, actor.value, input.data, images)
    if (!outcome.ok) return sayRefusal(around, outcome)
    const { dropped, doubts } = plan
    const { report, failedImages } = outcome.value
    if (given.options.json)
      around.out(`${JSON.stringify({ ...report, dropped, doubts, remarks, failedImages })}\n`)
    else around.out(`${report.id}\n`)
    if (failedImages > 0)
      around.err(`${fill(dictionaries[around.language].intake.imagesFailed, { n: failedImages })}\n`)
    sayDropped(plan, around)
    sayRemarks(remarks, around)
    return 0
  },
}

type PlanOfFile = {
  readonly plan: ImportPlan
  readonly remarks: readonly Remark[]
  readonly images: readonly DocumentImage[]
}

/** Plain text is read here and to the letter; everything else in a thread of its own. */
async function readPlan(
  given: Given,
  { reading }: Program,
  { err }: Surroundings,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Outcome<PlanOfFile>> {
  const changes = option(given, 'changes') ?? 'accept'
  const tracked = trackedChoices.find(choice => choice === changes)
  if (!tracked) throw new UsageError(`--changes: ${trackedChoices.join(', ')}`)
  if (kindOf(name, bytes) === 'text') {
    const decoded = decodeText(bytes)
    if (decoded.lossy) err(`${name}: 有无法识别的字节。Some bytes are no characters.\n`)
    return done({ plan: planImport(decoded.text), remarks: [], images: [] })
  }
  const read = await reading.read({ name, bytes, tracked })
  if (!read.ok) return read
  const { document } = read.value
  return done({ plan: planDocument(document), remarks: document.remarks, images: document.images })
}

async function readInput(file: string, around: Surroundings): Promise<Uint8Array> {
  try {
    return await around.readFile(file)
  } catch {
    throw new UsageError(`${file}: 无法读取此文件。This file cannot be read.`)
  }
}

/** What follows a rule is counted, what a person should see is listed; as the page of the import does. */
function sayDropped({ dropped, doubts }: ImportPlan, { err, language }: Surroundings): void {
  const words = dictionaries[language].importing
  for (const { line, text, reason } of dropped)
    if (!isRoutine(reason)) err(`${atLine(line, language)}${words[`reason_${reason}`]}: ${text.trim()}\n`)
  for (const { line, kind, quote, values } of doubts)
    err(`${atLine(line, language)}${fill(words[`doubt_${kind}`], values)}: ${quote}\n`)
  const counted = routineReasons.flatMap(reason => {
    const n = dropped.filter(drop => drop.reason === reason).length
    return n === 0 ? [] : [fill(words[`routine_${reason}`], { n })]
  })
  if (counted.length > 0) err(`${words.routine} ${counted.join(language === 'zh' ? '、' : '; ')}\n`)
}

/** What of the file is no plain text of ours, each with its words. */
function sayRemarks(remarks: readonly Remark[], { err, language }: Surroundings): void {
  const words = dictionaries[language].intake
  for (const { kind, text, quote, author } of remarks) {
    const place = quote === '' ? '' : ` (${fill(words.at, { quote })})`
    err(`${words[`remark_${kind}`]}: ${[author, text].filter(part => part !== '').join(': ')}${place}\n`)
  }
}

const atLine = (line: number, language: Language) => (language === 'zh' ? `第 ${line} 行 ` : `Line ${line}: `)
