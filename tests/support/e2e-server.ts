/**
 * The server of a browser test: an organisation with departments and a coordinator who is signed in already,
 * copied from a seed that was made once before all tests (e2e-setup.ts), so that nobody waits for passwords
 * to be hashed or tables to be made.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServerHost } from './hosted-servers.ts'

const root = join(import.meta.dirname, '../..')

export const coordinator = { username: 'gu', password: 'deng-xin-cao-27', name: '顾予宁' }
export const organisation = '澄溪镇人民政府'
export const departments: readonly string[] = ['农业办', '规划办']

export type RunningServer = {
  readonly url: string
  readonly dataDir: string
  /** SIGKILL, then a start on the same data and port. */
  crashAndRestart(): Promise<void>
  /** The machine is set up anew: another installation with the same people's names at the same address. */
  reinstall(): Promise<void>
  /** Runs a `tonggao` command on this server's data; returns what it prints. */
  command(...args: string[]): string
}

export type Seed = {
  readonly dataDir: string
  /** Set-Cookie values of the coordinator's session. */
  readonly cookies: readonly string[]
}

const seedVariable = 'TONGGAO_E2E_SEED'

export function keepSeed(seed: Seed): void {
  process.env[seedVariable] = JSON.stringify(seed)
}

export function readSeed(): Seed {
  const kept = process.env[seedVariable]
  if (kept === undefined) throw new Error('there is no seed: e2e-setup.ts has not run')
  return JSON.parse(kept)
}

/** A server in `host`'s process, over data of its own. stop() leaves the process. */
export async function serveIn(host: ServerHost): Promise<RunningServer & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tonggao-e2e-'))
  cpSync(readSeed().dataDir, dataDir, { recursive: true })
  const url = await host.open(dataDir)
  const openAgain = () => host.open(dataDir, Number(new URL(url).port))
  const command = (...args: string[]) => runCommand(dataDir, args)
  return {
    url,
    dataDir,
    command,
    async crashAndRestart() {
      await host.kill()
      await openAgain()
    },
    async reinstall() {
      await host.kill()
      for (const file of readdirSync(dataDir)) rmSync(join(dataDir, file), { recursive: true })
      const { username, password, name } = coordinator
      const who = ['--username', username, '--password', password, '--name', name]
      command('init', '--org', organisation, ...who, '--departments', departments.join(','))
      await openAgain()
    },
    async stop() {
      await host.close(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A server in a process of its own, for a whole file of tests that share what is in it. */
export async function startServer(): Promise<RunningServer & { stop(): Promise<void> }> {
  const host = new ServerHost()
  const server = await serveIn(host)
  return {
    ...server,
    async stop() {
      await server.stop()
      await host.kill()
    },
  }
}

function runCommand(dataDir: string, args: readonly string[]): string {
  return execFileSync(join(root, 'node_modules/.bin/node'), ['server/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  })
}
