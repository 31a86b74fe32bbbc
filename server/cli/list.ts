/** `list`: the reports of this installation. */
import { listReports } from '../reports/report.ts'
import { firstCoordinator } from './acting.ts'
import { type Command, sayRefusal } from './command.ts'

export const list: Command = {
  name: 'list',
  summary: '列出全部总结 list the reports',
  usage: `[--json]
  --json   输出 JSON print JSON`,
  options: { json: { type: 'boolean' } },
  operands: [],
  required: [],
  async run(given, program, around) {
    const actor = await firstCoordinator(program.db)
    if (!actor.ok) return sayRefusal(around, actor)
    const outcome = await listReports(program, actor.value)
    if (!outcome.ok) return sayRefusal(around, outcome)
    if (given.options.json) around.out(`${JSON.stringify(outcome.value)}\n`)
    else
      for (const { id, stage, sections, accepted, title } of outcome.value)
        around.out(`${id}\t${stage}\t${accepted}/${sections}\t${title}\n`)
    return 0
  },
}
