/**
 * `npm run bench:compare`: two versions of a report of 60 pages held against each other, the first time in a fresh
 * thread (as the page and the server do it) and again; and the worst case, two texts with nothing in common.
 */
import { cpus } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { assemble } from '../../shared/assemble/assemble.ts'
import { compareReports } from '../../shared/compare/reports.ts'
import type { Block, Text } from '../../shared/schema/text.ts'
import { makeSegment } from '../../shared/segment.ts'
import { doc, p, reportOf, section, table } from '../unit/paper/literals.ts'
import { median, randomFrom } from './numbers.ts'

/** 22 lines of 28 characters a page. */
const pages = 60
const sections = 20
const length = (pages * 22 * 28) / sections

type Kind = 'edited' | 'foreign'
type Measured = { readonly times: readonly number[]; readonly heap: number; readonly found: number }

const random = randomFrom(11)
const wordlist = Array.from({ length: 900 }, () =>
  Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    String.fromCodePoint(0x4e00 + Math.floor(random() * 2500)),
  ).join(''),
)
const word = () => wordlist[Math.floor(random() * wordlist.length)] ?? ''
const sentence = () =>
  `${Array.from({ length: 14 }, word).join('')}，${word()}${(random() * 90).toFixed(1)}亿元。`
const paragraph = () => Array.from({ length: 5 }, sentence).join('')

const parts = Array.from({ length: sections }, (_, at) => section(`s${at}`, null, 1, `第${at + 1}项工作`))
const writeText = (): Text => {
  const blocks: Block[] = [table(['项目', '数'], ['村道', '12'], ['桥灯', '40'])]
  for (let written = 0; written < length; ) {
    const line = paragraph()
    blocks.push(p(line))
    written += line.length
  }
  return doc(...blocks)
}

/** A sentence in six is changed, a paragraph in ten comes, goes or changes places, a section moves. */
function edit({ content }: Text): Text {
  const blocks = content.flatMap((block): Block[] => {
    const chance = random()
    if (chance < 0.05) return []
    if (chance < 0.1) return [p(paragraph()), block]
    if (block.type !== 'paragraph') return [block]
    const text = (block.content ?? []).map(one => (one.type === 'text' ? one.text : '')).join('')
    return [p(text.replaceAll(/[0-9.]+(?=亿)/g, found => (random() < 0.16 ? `${found}5` : found)))]
  })
  blocks.push(...blocks.splice(1, 1))
  return doc(...blocks)
}

function measure(kind: Kind): Measured {
  const texts = new Map(parts.map(({ id }) => [id, writeText()]))
  const others = new Map([...texts].map(([id, text]) => [id, kind === 'edited' ? edit(text) : writeText()]))
  const old = assemble(reportOf(parts), texts)
  const [first, ...rest] = parts
  const next = assemble(reportOf(first ? [...rest, first] : rest), others)
  const before = process.memoryUsage().heapUsed
  let [heap, found] = [0, 0]
  const times = Array.from({ length: 6 }, (_, round) => {
    const from = performance.now()
    const { counts } = compareReports(old, next, makeSegment())
    const took = performance.now() - from
    if (round === 0) heap = process.memoryUsage().heapUsed - before
    found = counts.added + counts.removed + counts.changed + counts.moved
    return took
  })
  return { times, heap, found }
}

const inThread = (kind: Kind) =>
  new Promise<Measured>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: kind })
    worker.once('message', resolve).once('error', reject)
  })

if (isMainThread) {
  const rows: string[] = []
  for (const [kind, name] of [
    ['edited', `two versions of ${pages} pages, a tenth of the paragraphs and a section moved`],
    ['foreign', `two reports of ${pages} pages with nothing in common`],
  ] as const) {
    const { times, heap, found } = await inThread(kind)
    const [first = 0, ...again] = times
    rows.push(
      `| ${name} | ${found} | ${first.toFixed(0)} ms | ${median(again).toFixed(0)} ms | ${(heap / 2 ** 20).toFixed(0)} MiB |`,
    )
  }
  console.log(`${cpus().length} cores (${cpus()[0]?.model.trim() ?? ''}), Node ${process.versions.node}

| Scenario | Changed blocks | First time | Again, median of 5 | Heap grown meanwhile |
| --- | --- | --- | --- | --- |
${rows.join('\n')}`)
} else parentPort?.postMessage(measure(workerData as Kind))
