/**
 * `import`: a plain-text summary becomes a report, as the importer reads it. What it dropped and what it
 * doubts goes to standard error, so that nothing is lost silently; numbers and blanks as counts.
 */
import { basename, extname } from 'node:path'
import { api } from '../../shared/api.ts'
import { planToReport } from '../../shared/import/commit.ts'
import { decodeText } from '../../shared/import/decode.ts'
import { dictionaries, type Language } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { type ImportPlan, isRoutine, routineReasons } from '../../shared/import/import-plan.ts'
import { planImport } from '../../shared/import/plan.ts'
import { limits } from '../../shared/limits.ts'
import { createReport } from '../reports/creation.ts'
import { firstCoordinator } from './acting.ts'
import { type Command, option, type Surroundings, sayRefusal, UsageError } from './command.ts'

export const importFile: Command = {
  name: 'import',
  summary: '把一份纯文本总结导入为提纲和各节 make a report of a plain-text summary',
  usage: `FILE --title T [--period P]
  FILE       纯文本文件（UTF-8、GB18030） plain text
  --title    总结的标题 title of the report
  --period   所属时期，默认取自标题 period, by default as the title says
  --json     输出 JSON print the report, and what was dropped or doubtful, as JSON`,
  options: { title: { type: 'string' }, period: { type: 'string' }, json: { type: 'boolean' } },
  operands: ['FILE'],
  required: ['title'],
  async run(given, program, around) {
    const [file = ''] = given.operands
    if (!plainEndings.has(extname(file).toLowerCase())) {
      around.err(`${basename(file)}: 目前只能导入纯文本。Only plain text (.txt) can be imported so far.\n`)
      return 1
    }
    const bytes = await readInput(file, around)
    if (bytes.length > limits.importBytes) return sayRefusal(around, { ok: false, code: 'too-large' })
    const decoded = decodeText(bytes)
    if (decoded.lossy) around.err(`${basename(file)}: 有无法识别的字节。Some bytes are no characters.\n`)
    const plan = planImport(decoded.text)
    const title = option(given, 'title') ?? ''
    const period = option(given, 'period') ?? plan.period
    const input = api.createReport.body.safeParse(planToReport(plan, { title, period }))
    if (!input.success) throw new UsageError(input.error.issues.map(({ message }) => message).join('\n'))
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const outcome = await createReport(program, actor.value, input.data)
    if (!outcome.ok) return sayRefusal(around, outcome)
    const { dropped, doubts } = plan
    if (given.options.json) around.out(`${JSON.stringify({ ...outcome.value, dropped, doubts })}\n`)
    else around.out(`${outcome.value.id}\n`)
    sayDropped(plan, around)
    return 0
  },
}

const plainEndings = new Set(['', '.txt', '.text'])

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

const atLine = (line: number, language: Language) => (language === 'zh' ? `第 ${line} 行 ` : `Line ${line}: `)
