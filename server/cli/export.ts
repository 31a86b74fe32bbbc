/** `export`: a report as a file; the same bytes as the button's. */
import { exportFormats, numberStyles } from '../../shared/api.ts'
import { pendingWays } from '../../shared/assemble/pending.ts'
import { writeExport } from '../reports/leaving.ts'
import { firstCoordinator } from './acting.ts'
import { type Command, option, sayRefusal, UsageError } from './command.ts'

export const exportReport: Command = {
  name: 'export',
  summary: '导出一份总结 write a report as a file',
  usage: `REPORT --format ${exportFormats.join('|')} [--numbers text|word] [--pending ${pendingWays.join('|')}] [-o FILE]
  REPORT         总结的编号 id of the report
  --format       文件格式 form of the file
  --numbers      docx 的标题序号：text（默认）或 word numbers of headings in Word: text or its own
  --pending      未收稿的章节：照常、标注、略去 sections not accepted: shown, marked, or left out
  -o, --output   写入此文件，默认标准输出 write to this file instead of standard output`,
  options: {
    format: { type: 'string' },
    numbers: { type: 'string' },
    pending: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  operands: ['REPORT'],
  required: ['format'],
  async run(given, program, around) {
    const format = exportFormats.find(known => known === option(given, 'format'))
    if (!format) throw new UsageError(`--format: ${exportFormats.join(', ')}`)
    const said = option(given, 'numbers')
    const numbers = numberStyles.find(known => known === said)
    if (said !== undefined && !numbers) throw new UsageError(`--numbers: ${numberStyles.join(', ')}`)
    const way = option(given, 'pending') ?? 'show'
    const pending = pendingWays.find(known => known === way)
    if (!pending) throw new UsageError(`--pending: ${pendingWays.join(', ')}`)
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const outcome = await writeExport(program, actor.value, given.operands[0] ?? '', {
      format,
      numbers,
      pending,
    })
    if (!outcome.ok) return sayRefusal(around, outcome)
    const file = option(given, 'output')
    if (file === undefined) around.out(outcome.value.body)
    else await around.writeFile(file, outcome.value.body)
    return 0
  },
}
