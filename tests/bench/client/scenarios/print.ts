/** The print view: from the request until Chromium has laid out and drawn every page of it. */
import { getDocumentProxy } from 'unpdf'
import type { Row } from '../../table.ts'
import { type Bench, inRounds, type Measured } from '../rounds.ts'
import { newVisitor, signIn, type Stage } from '../stage.ts'

const longEnough = 150

export async function print(bench: Bench): Promise<Row[]> {
  bench.say('print: the print view of the report')
  const results = await inRounds(bench, measurePrint)
  const pages = results.of('ours', 'pages')?.median ?? 0
  if (pages < longEnough) throw new Error(`the report has ${pages} pages, the goal speaks of ${longEnough}`)
  const scenario = `print view of ${pages} pages`
  return [
    { scenario, figure: 'loaded', unit: 'ms', name: 'here and laid out for the screen', results },
    { scenario, figure: 'printed', unit: 'ms', name: 'all pages laid out', results, goal: { most: 8000 } },
  ]
}

async function measurePrint({ browser, url, reportUrl }: Stage): Promise<Measured> {
  const visitor = await newVisitor(browser)
  const page = await visitor.newPage()
  await signIn(page, url)
  const address = `${reportUrl.replace('/reports/', '/api/v1/reports/')}/export?format=print-html`
  const start = performance.now()
  await page.goto(address)
  const loaded = performance.now() - start
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const printed = performance.now() - start
  const { numPages } = await getDocumentProxy(new Uint8Array(pdf))
  return { ours: { loaded, printed, pages: numPages } }
}
