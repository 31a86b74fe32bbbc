/** `export`: a report as a file; the same bytes as the button's. */
import { exportFormats } from '../../shared/api.ts'
import { writeExport } from '../reports/leaving.ts'
import { firstCoordinator } from './acting.ts'
import { type Command, option, sayRefusal, UsageError } from './command.ts'

export const exportReport: Command = {
  name: 'export',
  summary: '导出一份总结 write a report as a file',
  usage: `REPORT --format ${exportFormats.join('|')} [-o FILE]
  REPORT         总结的编号 id of the report
  --format       文件格式 form of the file
  -o, --output   写入此文件，默认标准输出 write to this file instead of standard output`,
  options: { format: { type: 'string' }, output: { type: 'string', short: 'o' } },
  operands: ['REPORT'],
  required: ['format'],
  async run(given, program, around) {
    const asked = option(given, 'format') ?? ''
    if (laterFormats.has(asked)) {
      around.err(
        `${asked}: 目前还不能导出这种文件。Only ${exportFormats.join(', ')} can be exported so far.\n`,
      )
      return 1
    }
    const format = exportFormats.find(known => known === asked)
    if (!format) throw new UsageError(`--format: ${exportFormats.join(', ')}`)
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const outcome = await writeExport(program, actor.value, given.operands[0] ?? '', format)
    if (!outcome.ok) return sayRefusal(around, outcome)
    const file = option(given, 'output')
    if (file === undefined) around.out(outcome.value.body)
    else await around.writeFile(file, outcome.value.body)
    return 0
  },
}

/** Formats that the contract names and no writer makes yet: refused, not misspelt. */
const laterFormats = new Set(['docx'])
