/** Programs that a test starts beside itself. */
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

/** Where a program of this name can be started; undefined: nowhere on PATH. */
export function findProgram(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name))
  return places.find(place => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** One that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** To a process and its children (Linux); those that have ended need none. */
export function signalFamily(pid: number, signal: NodeJS.Signals): void {
  const others = readdirSync('/proc').map(Number).filter(Number.isInteger)
  for (const one of [pid, ...others.filter(other => parentOf(other) === pid)]) {
    try {
      process.kill(one, signal)
    } catch {}
  }
}

/** Behind its name in brackets, proc(5) tells a process' state and parent. Undefined: it has ended. */
function parentOf(pid: number): number | undefined {
  try {
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(parent)
  } catch {
    return undefined
  }
}
