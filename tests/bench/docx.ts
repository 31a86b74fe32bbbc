/** `npm run bench:docx`: how long a Word file and a PDF of 150 pages take, the first time and again. */
import { cpus } from 'node:os'
import { exportReport } from '../../server/convert/export.ts'
import { pagedPage } from '../../server/convert/paged-page.ts'
import { createLog } from '../../server/ops/log.ts'
import { findChromium } from '../../server/paper/chromium.ts'
import { fontsOnDisk } from '../../server/paper/fonts.ts'
import { createPrinting } from '../../server/paper/printing.ts'
import type { Text } from '../../shared/schema/text.ts'
import { asApiReport, doc, p, reportOf, runIn, section, table } from '../unit/paper/literals.ts'
import { median, randomFrom } from './numbers.ts'

/** 22 lines of 28 characters a page. */
const pages = 150
const sections = 50
const length = (pages * 22 * 28) / sections

/** Characters by chance: made-up text that deflates no better than a real one does. */
const random = randomFrom(7)
const character = () => String.fromCodePoint(0x4e00 + Math.floor(random() * 2500))
const paragraph = () => `${Array.from({ length: 199 }, character).join('')}。`

function longReport() {
  const parts = Array.from({ length: sections }, (_, at) => section(`s${at}`, null, 1, `第${at + 1}项工作`))
  const text = (): Text =>
    doc(
      ...Array.from({ length: Math.ceil(length / 200) - 1 }, () => p(paragraph())),
      runIn(1, '各村包干。', paragraph()),
      table(['项目', '单位', '数'], ['村道', '公里', '12'], ['桥灯', '盏', '40']),
    )
  const report = asApiReport(reportOf(parts, { matter: { contents: true } }))
  return { report, texts: new Map(parts.map(({ id }) => [id, text()])), images: new Map() }
}

type Row = {
  readonly what: string
  /** How long each took, milliseconds, the first time first. */
  readonly times: readonly number[]
  readonly size: number
  /** Seconds, of the first time. */
  readonly goal: number
}

const report = longReport()

async function timed(rounds: number, make: () => Promise<number>): Promise<Pick<Row, 'times' | 'size'>> {
  const times: number[] = []
  let size = 0
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    size = await make()
    times.push(performance.now() - from)
  }
  return { times, size }
}

async function word(): Promise<Row> {
  const made = await timed(6, async () => (await exportReport(report, 'docx')).body.length)
  return { what: `a Word file of ${pages} pages, with contents`, goal: 5, ...made }
}

/** As the server prints: a Chromium of its own each time, fonts waited for, contents with page numbers. */
async function pdf(): Promise<Row | undefined> {
  const printing = createPrinting({ executable: findChromium(undefined) }, createLog('silent'))
  if (!printing.available) return undefined
  const made = await timed(4, async () => {
    const page = pagedPage(report, { fonts: fontsOnDisk(), fontSource: 'file:', runs: true })
    const printed = await printing.print(page)
    return printed.ok ? printed.value.length : 0
  })
  return { what: `a PDF of ${pages} pages, with contents`, goal: 8, ...made }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`

function lineOf({ what, times: [first = 0, ...again], size, goal }: Row): string {
  const verdict = size > 0 && first <= goal * 1000 ? 'met' : 'missed'
  const cells = [
    what,
    seconds(first),
    seconds(median(again)),
    `${Math.round(size / 1024)} KiB`,
    `≤ ${goal} s`,
  ]
  return `| ${[...cells, verdict].join(' | ')} |`
}

const rows = [await word(), await pdf()].flatMap(row => row ?? [])
console.log(`${cpus().length} cores (${cpus()[0]?.model.trim() ?? ''}), Node ${process.versions.node}

| Scenario | First time | Again, median | Size | Goal | Result |
| --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}`)
