/** `init`: the first start without a browser. */
import { api } from '../../shared/api.ts'
import { initialise } from '../accounts/setup.ts'
import { type Command, option, sayRefusal, UsageError } from './command.ts'

const firstStart = api.setUp.body.omit({ token: true })

export const init: Command = {
  name: 'init',
  summary: '创建单位和首位管理员 create the organisation and its first administrator',
  usage: `--org NAME --username U --password P [--name N] [--email E] [--departments A,B…] [--label L]
  --org           单位名称 name of the organisation
  --username      管理员的用户名 user name of the administrator
  --password      密码，至少八个字符 password, eight characters at least
  --name          姓名，默认同用户名 name to show, by default the user name
  --email         电子邮箱 e-mail address
  --departments   部门，用逗号或顿号分开 departments, parted by commas
  --label         部门的叫法，默认“部门” what departments are called: 科室, 站所, 村…
  --json          输出 JSON print JSON`,
  options: {
    org: { type: 'string' },
    username: { type: 'string' },
    password: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    departments: { type: 'string' },
    label: { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: [],
  required: ['org', 'username', 'password'],
  async run(given, program, around) {
    const username = option(given, 'username')
    const email = option(given, 'email')
    const departmentLabel = option(given, 'label')
    const parsed = firstStart.safeParse({
      organisation: option(given, 'org'),
      departments: (option(given, 'departments') ?? '').split(/[,，、]/).filter(name => name.trim() !== ''),
      name: option(given, 'name') ?? username,
      username,
      password: option(given, 'password'),
      ...(email === undefined ? {} : { email }),
      ...(departmentLabel === undefined ? {} : { departmentLabel }),
    })
    if (!parsed.success) throw new UsageError(parsed.error.issues.map(sentence).join('\n'))
    const outcome = await initialise(program, parsed.data)
    if (!outcome.ok) return sayRefusal(around, outcome)
    const { organisation, username: login } = parsed.data
    if (given.options.json)
      around.out(`${JSON.stringify({ personId: outcome.value, organisation, username: login })}\n`)
    else around.out(`${organisation}: ${login}\n`)
    return 0
  },
}

const sentence = ({ path, message }: { path: readonly PropertyKey[]; message: string }) =>
  `--${path.map(String).join('.').replace('organisation', 'org')}: ${message}`
