/**
 * Servers under measurement as processes of their own: each pinned to the first core while the load has the
 * second (where `taskset` exists), asked over IPC what it used.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Cpu, Memory } from './servers/measured.ts'

export type Child = {
  readonly port: number
  readonly pid: number
  cpu(): Promise<Cpu>
  memory(): Promise<Memory>
  stop(): Promise<void>
}

export const isPinned = availableParallelism() > 1 && spawnSync('taskset', ['-V']).error === undefined

/** The load's own process, all its threads. What it starts from then on inherits them. */
export function pinLoad(cores = '1'): void {
  if (isPinned) spawnSync('taskset', ['-a', '-cp', cores, `${process.pid}`])
}

/** Others that serve beside a measured server: on its core, with all that they start. */
export function pinServing(pids: readonly number[]): void {
  if (isPinned) for (const pid of pids) spawnSync('taskset', ['-a', '-cp', '0', `${pid}`])
}

export async function startChild(
  script: string,
  args: readonly string[],
  { profile }: { profile?: string | undefined } = {},
): Promise<Child> {
  const flags = ['--expose-gc', '--no-warnings']
  if (profile !== undefined) flags.push('--cpu-prof', `--cpu-prof-dir=${profile}`)
  const command = [process.execPath, ...flags, script, ...args]
  const pinned = isPinned ? ['taskset', '-c', '0', ...command] : command
  const [program = '', ...rest] = pinned
  const child = spawn(program, rest, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const { port } = await answer<{ port: number }>(child)
  const ask = <Message>(question: string) => {
    const answered = answer<Message>(child)
    child.send(question)
    return answered
  }
  return {
    port,
    pid: child.pid ?? 0,
    cpu: () => ask<Cpu>('cpu'),
    memory: () => ask<Memory>('memory'),
    stop: async () => {
      const exited = once(child, 'exit')
      child.send('stop')
      await exited
    },
  }
}

async function answer<Message>(child: ChildProcess): Promise<Message> {
  const died = new AbortController()
  const dead = once(child, 'exit', { signal: died.signal }).then(() => {
    throw new Error('a measured server ended by itself')
  })
  try {
    const [message]: Message[] = await Promise.race([once(child, 'message') as Promise<Message[]>, dead])
    if (message === undefined) throw new Error('a measured server said nothing')
    return message
  } finally {
    died.abort()
    dead.catch(() => {})
  }
}
