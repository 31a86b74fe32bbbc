/**
 * One set-up, one number of reports: what a key costs and how soon it arrives at a steady pace, and how many keys
 * a second one core takes before they come late.
 */
import { percentile } from '../numbers.ts'
import type { Figures } from '../rounds.ts'
import { Crowd, type Latencies, peoplePerReport } from './crowd.ts'
import type { Stage, Usage } from './stage.ts'

/** Keys a second of everybody together while latency and cost are taken. */
const steadyPerSecond = 60
/** A pace holds as long as 95 % of the keys reach every other tab, and their own light, within this. */
const lateMs = 500
const warmMs = 1500
const steadyMs = 5000
const levelMs = 2000
const drainMs = 10_000
/** A pace is doubled until it does not hold, then halved so often between the two. */
const halvings = 2
const fastest = 8000

export async function measure(stage: Stage, reports: number): Promise<Figures> {
  const before = await memoryOf(stage)
  const crowd = await Crowd.seated(reports, stage.children)
  try {
    const after = await memoryOf(stage)
    await crowd.type(steadyPerSecond, warmMs)
    await crowd.settled(drainMs)
    crowd.take()
    const steady = await steadily(crowd, stage)
    return {
      ...steady,
      ...after,
      bytesPerPerson: grown(before, after) / crowd.people,
      most: await most(crowd),
    }
  } finally {
    crowd.leave()
  }
}

type Memory = { readonly rssBytes: number; readonly heapBytes: number }

/** Of the largest process, and what all of them hold together. */
async function memoryOf({ children }: Stage): Promise<Memory> {
  const all = []
  for (const child of children) all.push(await child.memory())
  return {
    rssBytes: Math.max(...all.map(({ rssBytes }) => rssBytes)),
    heapBytes: all.reduce((sum, { heapBytes }) => sum + heapBytes, 0),
  }
}

const grown = (before: Memory, after: Memory) => Math.max(0, after.heapBytes - before.heapBytes)

async function steadily(crowd: Crowd, stage: Stage): Promise<Figures> {
  const before = await stage.usage()
  const ownBefore = process.cpuUsage()
  const start = performance.now()
  const keys = await crowd.type(steadyPerSecond, steadyMs)
  if (!(await crowd.settled(drainMs))) throw new Error('not all keys arrived at the steady pace')
  const wallMs = performance.now() - start
  const own = process.cpuUsage(ownBefore)
  return {
    ...latencyFigures(crowd.take()),
    ...costs(before, await stage.usage(), keys),
    loadBusy: (own.user + own.system) / 1000 / wallMs,
  }
}

function latencyFigures({ same, other, green }: Latencies): Figures {
  const all = { same, other, green }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, values]) =>
      values.length === 0
        ? []
        : [0.5, 0.95, 0.99].map(share => [`${name}${share * 100}`, percentile(values, share)]),
    ),
  )
}

/** Milliseconds and counts for one key, and microseconds for each other tab that it reached. */
export function costs(before: Usage, after: Usage, keys: number): Figures {
  const each = (name: keyof Usage) => (after[name] - before[name]) / keys
  const cpuMs = each('serversMs') + each('postgresMs') + each('redisMs')
  return {
    serversMs: each('serversMs'),
    postgresMs: each('postgresMs'),
    redisMs: each('redisMs'),
    cpuMs,
    deliveryMicros: (cpuMs * 1000) / (peoplePerReport - 1),
    transactions: each('transactions'),
    walBytes: each('walBytes'),
    redisCommands: each('redisCommands'),
  }
}

/** The fastest pace that held, keys a second. */
async function most(crowd: Crowd): Promise<number> {
  let held = 0
  let late = 2 * steadyPerSecond
  while (late <= fastest && (await holds(crowd, late))) [held, late] = [late, late * 2]
  for (let halved = 0; halved < halvings; halved += 1) {
    const between = Math.sqrt(Math.max(held, steadyPerSecond) * late)
    if (await holds(crowd, between)) held = between
    else late = between
  }
  return held
}

async function holds(crowd: Crowd, perSecond: number): Promise<boolean> {
  const start = performance.now()
  try {
    await crowd.type(perSecond, levelMs)
    const isOnTime = performance.now() - start < levelMs * 1.2
    const areAllThere = await crowd.settled(drainMs)
    const { same, other, green } = crowd.take()
    const isLate = [[...same, ...other], green].some(values => percentile(values, 0.95) > lateMs)
    return isOnTime && areAllThere && !isLate
  } catch {
    return false
  }
}
