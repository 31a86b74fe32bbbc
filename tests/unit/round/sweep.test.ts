/**
 * Real texts and one of our own through everything: imported as text, exported in every format, and no letter of
 * the report missing in any. Real ones are read where they are at hand (../shared/corpus); otherwise skipped.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { exportReport, type WrittenFormat } from '../../../server/convert/export.ts'
import { decodeText } from '../../../shared/import/decode.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { plainText } from '../../../shared/schema/text.ts'
import { asApiReport } from '../paper/literals.ts'
import { asReport, type Assemblable, readBack } from './read-back.ts'
import { sampleReport, sampleTexts, sampleImages } from '../paper/sample.ts'

const corpus = [
  join(import.meta.dirname, '../../../../shared/corpus'),
  join(import.meta.dirname, '../../../../../shared/corpus'),
].find(path => existsSync(path))
const texts = corpus === undefined ? [] : globSync(`${corpus}/*.txt`).sort()

function imported(path: string): Assemblable {
  const plan = planImport(decodeText(readFileSync(path)).text)
  return asReport(planToReport(plan, { title: plan.title.text || '工作总结', period: '2026年度' }))
}

/** Letters and figures alone: what escapes, tags and blanks between them cannot change. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/** An escaped bracket of Markdown is no tag. */
const untagged = (html: string) =>
  html
    .replace(/<(style|title)>.*?<\/\1>/gsu, '')
    .replace(/(?<!\\)<[^>]*>/gu, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/gu, '')

/** The words of a report as JSON, in order. */
function wordsOf(json: unknown): string {
  if (Array.isArray(json)) return json.map(wordsOf).join('')
  if (typeof json !== 'object' || json === null) return ''
  return Object.entries(json)
    .map(([key, value]) => (typeof value !== 'string' ? wordsOf(value) : spoken.has(key) ? value : ''))
    .join('')
}
const spoken = new Set(['text', 'heading', 'title', 'caption'])

const readers: Readonly<Record<WrittenFormat, (body: string | Uint8Array) => string>> = {
  docx: body => wordsOf(readBack(typeof body === 'string' ? new Uint8Array() : body)),
  md: body => untagged(String(body).replace(/\]\(data:[^)]*\)/gu, ']')),
  html: body => untagged(String(body)),
  'print-html': body => untagged(String(body)),
  txt: String,
  json: body => wordsOf(JSON.parse(String(body))),
}
const formats = Object.keys(readers) as WrittenFormat[]

async function missingLines({ report, texts }: Assemblable, format: WrittenFormat): Promise<string[]> {
  const { body } = await exportReport({ report: asApiReport(report), texts, images: sampleImages }, format)
  const found = letters(readers[format](body))
  const lines = report.sections.flatMap(({ id, role, heading }) => {
    const shown = role === 'preamble' || role === 'closing' ? [] : [heading]
    const text = texts.get(id)
    return [...shown, ...(text ? plainText(text).split('\n') : [])]
  })
  expect(lines.length).toBeGreaterThan(5)
  return lines.filter(line => !found.includes(letters(line)))
}

const named = texts.map(path => [basename(path).slice(0, 3), path] as const)

test.each(formats)('our own report leaves as %s with every letter', async format => {
  expect(await missingLines({ report: sampleReport, texts: sampleTexts }, format)).toEqual([])
})

test.skipIf(corpus === undefined).each(named.length > 0 ? named : [['none', ''] as const])(
  'the real text %s leaves in every format with every letter',
  async (_, path) => {
    const report = imported(path)
    for (const format of formats) expect([format, await missingLines(report, format)]).toEqual([format, []])
  },
)
