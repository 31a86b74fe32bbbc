/** What a page still holds after people wrote together for long: heap after a forced collection, DOM nodes. */
import type { CDPSession } from '@playwright/test'
import type { Row } from '../../table.ts'
import { startCompany } from '../company.ts'
import { typeToAndFro } from '../hand.ts'
import { type Bench, inRounds, type Measured } from '../rounds.ts'
import { newColleague, newVisitor, signIn, type Stage, typists } from '../stage.ts'
import { takeUpPen, visitReport } from '../visit.ts'

const minuteMs = 60_000
const pauseMs = 200
/** The goal compares minute 60 with minute 5. */
const earlyShare = 1 / 12

export async function memory(bench: Bench): Promise<Row[]> {
  const { minutes } = bench.options
  const early = Math.max(1, Math.round(minutes * earlyShare))
  bench.say(`memory: minute ${minutes} of co-typing against minute ${early}`)
  const results = await inRounds(bench, stage => measureMemory(stage, early, minutes), 1)
  const scenario = `${typists + 1} people type in the report`
  const row = (figure: string, unit: string, name: string): Row => ({ scenario, figure, unit, name, results })
  return [
    row('early', 'MB', `heap after collection, minute ${early}`),
    row('late', 'MB', `heap after collection, minute ${minutes}`),
    { ...row('ratio', '×', `heap, minute ${minutes} against minute ${early}`), goal: { most: 1.2 } },
    row('nodes', '×', `DOM nodes, minute ${minutes} against minute ${early}`),
  ]
}

async function measureMemory(stage: Stage, early: number, minutes: number): Promise<Measured> {
  const visitor = await newVisitor(stage.browser)
  await signIn(await visitor.newPage(), stage.url)
  const colleague = await newColleague(stage.browser, visitor)
  await visitor.close()
  const visit = await visitReport(colleague, stage.reportUrl)
  const company = await startCompany(stage.port, typists)
  try {
    await takeUpPen(visit)
    await typeToAndFro(visit.line, early * minuteMs, pauseMs)
    const first = await held(visit.line)
    await typeToAndFro(visit.line, (minutes - early) * minuteMs, pauseMs)
    const last = await held(visit.line)
    const ours = {
      early: first.heap,
      late: last.heap,
      ratio: last.heap / first.heap,
      nodes: last.nodes / first.nodes,
    }
    return { ours }
  } finally {
    await company.leave()
  }
}

async function held(line: CDPSession): Promise<{ heap: number; nodes: number }> {
  // The first collection lets go what the second can take.
  for (let turn = 0; turn < 2; turn += 1) await line.send('HeapProfiler.collectGarbage')
  const { usedSize } = await line.send('Runtime.getHeapUsage')
  const { nodes } = await line.send('Memory.getDOMCounters')
  return { heap: usedSize / 1e6, nodes }
}
