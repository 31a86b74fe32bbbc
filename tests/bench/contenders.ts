/**
 * Who is measured: the floor, our server, and the peers (installed on demand in a folder of their own).
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeSync } from '../../server/collab/channel.ts'
import { sync } from '../../shared/frames.ts'
import { type Child, startChild } from './children.ts'
import type { Options } from './options.ts'
import { floorSpeech, hocuspocusSpeech, type Place, type Speech, stockSpeech, tabSpeech } from './speech.ts'
import { fillOurs, fillPeer, type Stock } from './stock.ts'

export type ContenderName = 'floor' | 'ours' | 'y-memory' | 'y-leveldb' | 'hocuspocus'

export type Contender = {
  readonly name: ContenderName
  readonly title: string
  readonly speech: (place: Place) => Speech
  /** Makes the folder that rounds start from. */
  prepare(folder: string, stock: Stock): Promise<void>
  /** Starts over a copy of that folder. */
  start(folder: string): Promise<Child>
}

const here = import.meta.dirname
const peers = join(here, 'peers')

export function contendersFor(options: Options, say: (line: string) => void): Contender[] {
  const own = [floor, ours(options.profile)]
  return options.peers ? [...own, ...installedPeers(say)] : own
}

const floor: Contender = {
  name: 'floor',
  title: 'floor',
  speech: floorSpeech,
  async prepare(folder, stock) {
    mkdirSync(folder, { recursive: true })
    const text = stock.textOf(0, 0)
    writeFileSync(join(folder, 'whole'), text ? encodeSync(sync.step2, text.whole) : new Uint8Array())
  },
  start: folder => startChild(join(here, 'servers/floor.ts'), [join(folder, 'whole')]),
}

const ours = (profile: string | undefined): Contender => ({
  name: 'ours',
  title: 'Tonggao',
  speech: tabSpeech,
  prepare: fillOurs,
  start: folder => startChild(join(here, 'servers/ours.ts'), [folder], { profile }),
})

const yMemory: Contender = {
  name: 'y-memory',
  title: 'y-websocket, memory',
  speech: stockSpeech,
  prepare: async folder => void mkdirSync(folder, { recursive: true }),
  start: () => startChild(join(peers, 'y-websocket.mjs'), []),
}

const yLeveldb: Contender = {
  name: 'y-leveldb',
  title: 'y-websocket, LevelDB',
  speech: stockSpeech,
  prepare: (folder, stock) => fillPeer('leveldb', folder, stock),
  start: folder => startChild(join(peers, 'y-websocket.mjs'), [join(folder, 'leveldb')]),
}

const hocuspocus: Contender = {
  name: 'hocuspocus',
  title: 'Hocuspocus, SQLite',
  speech: hocuspocusSpeech,
  prepare: (folder, stock) => fillPeer('sqlite', folder, stock),
  start: folder => startChild(join(peers, 'hocuspocus.mjs'), [join(folder, 'sqlite')]),
}

/** `npm ci` in the peers' folder when its lock is newer than what is installed; who does not load is named. */
function installedPeers(say: (line: string) => void): Contender[] {
  const installed = join(peers, 'node_modules/.package-lock.json')
  const isCurrent =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(peers, 'package-lock.json')).mtimeMs
  if (!isCurrent) {
    say('installing the peers (npm ci in tests/bench/peers)…')
    const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: peers,
      encoding: 'utf8',
    })
    if (status !== 0) say(`  not installed: ${stderr.trim().split('\n').at(-1) ?? status}`)
  }
  const wanted = [
    [yMemory, '@y/websocket-server/utils'],
    [yLeveldb, 'y-leveldb'],
    [hocuspocus, '@hocuspocus/server'],
  ] as const
  return wanted.flatMap(([contender, module]) => {
    const { status } = spawnSync(
      process.execPath,
      ['-e', `await import('${module}')`, '--input-type=module'],
      {
        cwd: peers,
      },
    )
    if (status === 0) return [contender]
    say(`  ${contender.title}: does not load here, left out`)
    return []
  })
}

/** A fresh copy of a prepared folder. */
export function copyOf(prepared: string, target: string): string {
  cpSync(prepared, target, { recursive: true })
  return target
}
