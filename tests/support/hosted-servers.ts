/**
 * Whole servers in one child process, opened and closed by asking it.
 *
 * 1. Each server has its data directory and port for itself; they share nothing but the process.
 * 2. kill() is a real SIGKILL, of all servers that the process has at that moment; the next order starts
 *    another process.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { initialise } from '../../server/accounts/setup.ts'

/** What the process is asked to do. `seed`: makes an organisation and leaves its data, closed. */
type Task =
  | { readonly does: 'open'; readonly dataDir: string; readonly port: number }
  | { readonly does: 'close'; readonly dataDir: string }
  | { readonly does: 'seed'; readonly dataDir: string; readonly first: Parameters<typeof initialise>[1] }

export type Order = Task & { readonly id: number }

export type Answer = {
  readonly id: number
  /** Of `open` the address; of `seed` the Set-Cookie values of the first person's session. */
  readonly lines: readonly string[]
  readonly failure?: string
}

const root = join(import.meta.dirname, '../..')

export class ServerHost {
  #child: ChildProcess | undefined
  #orders = 0

  async open(dataDir: string, port = 0): Promise<string> {
    const [url = ''] = await this.#ask({ does: 'open', dataDir, port })
    return url
  }

  async close(dataDir: string): Promise<void> {
    await this.#ask({ does: 'close', dataDir })
  }

  seed(dataDir: string, first: Parameters<typeof initialise>[1]): Promise<readonly string[]> {
    return this.#ask({ does: 'seed', dataDir, first })
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async #ask(task: Task): Promise<readonly string[]> {
    const child = (this.#child ??= this.#launch())
    this.#orders += 1
    const id = this.#orders
    const answer = await new Promise<Answer>((resolve, reject) => {
      const listen = (said: Answer) => {
        if (said.id !== id) return
        child.off('message', listen)
        child.off('exit', end)
        resolve(said)
      }
      const end = () => reject(new Error(`the servers' process ended before it answered “${task.does}”`))
      child.on('message', listen).once('exit', end)
      child.send({ ...task, id })
    })
    if (answer.failure !== undefined) throw new Error(answer.failure)
    return answer.lines
  }

  #launch(): ChildProcess {
    const node = join(root, 'node_modules/.bin/node')
    const child = spawn(node, [join(import.meta.dirname, 'server-host.ts')], {
      cwd: root,
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/server-host') },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
    return child
  }
}
