/** `npm run bench:docx`: how long a Word file of 150 pages takes, the first time and again. */
import { cpus } from 'node:os'
import { exportReport } from '../../server/convert/export.ts'
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

const report = longReport()
const times: number[] = []
let size = 0
for (let round = 0; round < 6; round += 1) {
  const from = performance.now()
  const { body } = await exportReport(report, 'docx')
  times.push(performance.now() - from)
  size = body.length
}
const [first = 0, ...again] = times
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const verdict = first <= 5000 ? 'met' : 'missed'
console.log(`${cpus().length} cores (${cpus()[0]?.model.trim() ?? ''}), Node ${process.versions.node}

| Scenario | First time | Again, median of ${again.length} | Size | Goal | Result |
| --- | --- | --- | --- | --- | --- |
| a Word file of ${pages} pages, with contents | ${seconds(first)} | ${seconds(median(again))} | ${Math.round(size / 1024)} KiB | ≤ 5 s | ${verdict} |`)
