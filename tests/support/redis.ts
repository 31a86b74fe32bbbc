/** A Redis of a test's own, where one is installed: on a free port of loopback, keeping nothing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { findProgram, freePort } from './programs.ts'

export type TestRedis = {
  readonly url: string
  /** Of the server that runs now. */
  pid(): number
  kill(): Promise<void>
  /** In the same place, after it was killed. */
  start(): Promise<void>
}

export const redisProgram = findProgram('redis-server')

export async function startRedis(): Promise<TestRedis> {
  if (redisProgram === undefined) throw new Error('there is no redis-server')
  const program = redisProgram
  const port = await freePort()
  let server: ChildProcess | undefined
  const start = async () => {
    const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    server = spawn(program, settings, { stdio: 'ignore' })
    await answering(port)
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => server?.pid ?? 0,
    start,
    async kill() {
      const running = server
      server = undefined
      if (!running) return
      running.kill('SIGKILL')
      if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
    },
  }
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise<boolean>(resolve => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('redis-server does not answer')
}
