/** The others, started and ended. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type Company = { leave(): Promise<void> }

/** They share the core of this process, not the browser's. */
export async function startCompany(port: number, people: number): Promise<Company> {
  const child = fork(join(import.meta.dirname, 'typists.ts'), [`${port}`, `${people}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--no-warnings'],
  })
  const gone = once(child, 'exit')
  const died = gone.then(() => {
    throw new Error('those who type ended by themselves')
  })
  died.catch(() => {})
  await Promise.race([once(child, 'message'), died])
  return {
    async leave() {
      child.kill()
      await gone
    },
  }
}
