/** `token create`: an API token with a person's rights, printed this once. */
import { createToken } from '../accounts/tokens.ts'
import { type Command, option, sayRefusal, UsageError } from './command.ts'

export const tokenCreate: Command = {
  name: 'token create',
  summary: '为某人生成 API 令牌 make an API token of a person',
  usage: `--user U [--name N] [--days D]
  --user   用户名或电子邮箱 user name or e-mail address
  --name   令牌的用途 what it is for
  --days   有效天数，默认一直有效 days that it works, by default for good
  --json   输出 JSON print JSON`,
  options: {
    user: { type: 'string' },
    name: { type: 'string' },
    days: { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: [],
  required: ['user'],
  async run(given, program, around) {
    const days = option(given, 'days')
    if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days)) throw new UsageError(`--days: ${days}`)
    const outcome = await createToken(
      program,
      option(given, 'user') ?? '',
      option(given, 'name') ?? 'tonggao token create',
      days === undefined ? undefined : Number(days),
    )
    if (!outcome.ok) return sayRefusal(around, outcome)
    around.out(given.options.json ? `${JSON.stringify({ token: outcome.value })}\n` : `${outcome.value}\n`)
    return 0
  },
}
