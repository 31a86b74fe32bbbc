/** From the words after `tonggao` to a command's exit code: finds the command, reads its options, opens the program. */
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { createLog } from '../ops/log.ts'
import { openProgram } from '../program.ts'
import { type Command, type ExitCode, type Given, type Surroundings, UsageError } from './command.ts'
import { backup } from './backup.ts'
import { check } from './check.ts'
import { exportReport } from './export.ts'
import { importFile } from './import.ts'
import { init } from './init.ts'
import { list } from './list.ts'
import { tokenCreate } from './token.ts'
import { transfer } from './transfer.ts'

const commands: readonly Command[] = [
  init,
  tokenCreate,
  importFile,
  exportReport,
  check,
  list,
  transfer,
  backup,
]

export async function runCommand(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => args[at] === word))
  if (!command) return withoutCommand(args, around)
  const rest = args.slice(command.name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    around.out(usageOf(command))
    return 0
  }
  try {
    return await runIn(command, readArguments(command, rest), around)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    around.err(`${error.message}\n\n${usageOf(command)}`)
    return 2
  }
}

async function runIn(command: Command, given: Given, around: Surroundings): Promise<ExitCode> {
  const alone = await command.runAlone?.(given, around)
  if (alone !== undefined) return alone
  const { program, close } = await openProgram(readConfig(around.env), {
    log: createLog('silent'),
    origin: { via: 'cli', address: null },
  })
  try {
    return await command.run(given, program, around)
  } finally {
    await close()
  }
}

function withoutCommand(args: readonly string[], { out, err }: Surroundings): ExitCode {
  const known = commands.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`).join('\n')
  const usage = `tonggao <command> [--help]\n\n${known}\n`
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h') {
    out(usage)
    return args.length === 0 ? 2 : 0
  }
  err(`没有此命令 no such command: ${args.join(' ')}\n\n${usage}`)
  return 2
}

const usageOf = ({ name, summary, usage }: Command) => `${summary}\n\ntonggao ${name} ${usage}\n`

function readArguments(command: Command, args: readonly string[]): Given {
  const { values, positionals } = parse(command, args)
  const missing = command.required.filter(name => values[name] === undefined).map(name => `--${name}`)
  const absent = command.operands.slice(positionals.length)
  if (missing.length + absent.length > 0)
    throw new UsageError(`缺少 missing: ${[...absent, ...missing].join(', ')}`)
  if (positionals.length > command.operands.length)
    throw new UsageError(`多余 too many: ${positionals.slice(command.operands.length).join(' ')}`)
  return { options: values, operands: positionals }
}

function parse({ options }: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const single = Object.entries(values).map(
      ([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value] as const,
    )
    return { values: Object.fromEntries(single), positionals }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
