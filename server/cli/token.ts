/** `token create`: an API token with a person's rights, printed this once. */
import { createToken } from '../accounts/tokens.ts'
import { type Command, option, sayRefusal } from './command.ts'

export const tokenCreate: Command = {
  name: 'token create',
  summary: '为某人生成 API 令牌 make an API token of a person',
  usage: `--user U [--name N]
  --user   用户名或电子邮箱 user name or e-mail address
  --name   令牌的用途 what it is for
  --json   输出 JSON print JSON`,
  options: { user: { type: 'string' }, name: { type: 'string' }, json: { type: 'boolean' } },
  operands: [],
  required: ['user'],
  async run(given, program, around) {
    const outcome = await createToken(
      program,
      option(given, 'user') ?? '',
      option(given, 'name') ?? 'tonggao token create',
    )
    if (!outcome.ok) return sayRefusal(around, outcome)
    around.out(given.options.json ? `${JSON.stringify({ token: outcome.value })}\n` : `${outcome.value}\n`)
    return 0
  },
}
