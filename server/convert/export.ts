/**
 * A report leaves the house: one function for the button and for the command line, so that both give the
 * same bytes.
 *
 * 1. Pure: the same report and texts give the same body; no clock, no language, no random name.
 * 2. HTML is one file: no script, nothing loaded, a policy in the file that forbids both.
 * 3. `html` is for reading on any screen and prints as `print-html` does; `print-html` is the A4 sheet.
 * 4. A section whose text is not given is the caller's bug and throws; it never leaves as empty.
 */
import { readFileSync } from 'node:fs'
import type { ExportFormat, NumberStyle, Report } from '../../shared/api.ts'
import { type AssembledReport, assemble } from '../../shared/assemble/assemble.ts'
import type { ExportImage, ExportImages } from '../../shared/assemble/images.ts'
import type { PendingWay } from '../../shared/assemble/pending.ts'
import { plainReport } from '../../shared/assemble/plain.ts'
import type { ImageAddresses } from '../../shared/html/blocks.ts'
import { contentsPageHtml } from '../../shared/html/contents-page.ts'
import { element, type Markup, text } from '../../shared/html/markup.ts'
import { sheetHtml, shownContents } from '../../shared/html/sheet.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import type { Text } from '../../shared/schema/text.ts'
import { docxReport } from './docx/document.ts'
import { fileName } from './file-name.ts'
import { jsonReport } from './json.ts'
import { markdownReport } from './markdown.ts'

export type ExportedFile = {
  readonly filename: string
  /** With its character set, where it is text. */
  readonly mediaType: string
  /** Text is sent as UTF-8. */
  readonly body: string | Uint8Array
}

/** A file that is text. */
export type ExportedText = ExportedFile & { readonly body: string }

/** What leaves: the report as the API shows it, the text of every section of it, and the images that texts name. */
export type ReportToExport = {
  readonly report: Report
  readonly texts: ReadonlyMap<string, Text>
  readonly images: ExportImages
  /** What becomes of sections that are not accepted; shown like the others unless said. */
  readonly pending?: PendingWay | undefined
}

type Written = { readonly ending: string; readonly kind: string; readonly body: string | Uint8Array }
export type ExportOptions = {
  /** In a Word file; as text unless said otherwise. */
  readonly numbers?: NumberStyle | undefined
}

type Source = {
  readonly matter: Report['matter']
  readonly images: ExportImages
  readonly options: ExportOptions
}
type Writer = (report: AssembledReport, source: Source) => Written | Promise<Written>

/** Formats that are written here; a PDF is printed of a page (server/paper). */
export type WrittenFormat = Exclude<ExportFormat, 'pdf'>

const writers: Readonly<Record<WrittenFormat, Writer>> = {
  docx: (report, { matter, images, options: { numbers = 'text' } }) => ({
    ending: '.docx',
    kind: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    body: docxReport(report, { images, numbers, date: matter.date }),
  }),
  html: (report, { images }) => ({ ending: '.html', kind: 'text/html', body: readingPage(report, images) }),
  'print-html': (report, { images }) => ({
    ending: '（打印）.html',
    kind: 'text/html',
    body: printPage(report, images),
  }),
  md: (report, { images }) => ({
    ending: '.md',
    kind: 'text/markdown',
    body: markdownReport(report, imageAddresses(images)),
  }),
  // Notepad before Windows 10 shows bare line feeds as one line.
  txt: report => ({ ending: '.txt', kind: 'text/plain', body: plainReport(report).replaceAll('\n', '\r\n') }),
  json: (report, { images }) => ({
    ending: '.json',
    kind: 'application/json',
    body: jsonReport(report, images),
  }),
}

export async function exportReport(
  { report, texts, images, pending }: ReportToExport,
  format: WrittenFormat,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  const source = { matter: report.matter, images, options }
  const { ending, kind, body } = await writers[format](assemble(report, texts, { pending }), source)
  const filename = fileName(report.title, ending)
  if (typeof body !== 'string') return { filename, mediaType: kind, body }
  // A lone surrogate has no UTF-8; every writer of bytes would put this character in its place.
  return { filename, mediaType: `${kind}; charset=utf-8`, body: body.toWellFormed() }
}

const styles = (...files: readonly URL[]) => files.map(file => readFileSync(file, 'utf8')).join('\n')
const css = styles(
  new URL('../../shared/html/paper.css', import.meta.url),
  new URL('../../shared/html/print.css', import.meta.url),
  new URL('screen.css', import.meta.url),
)

/** Nothing runs and nothing is loaded, whatever a text may hold. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** The images stand in the file itself. */
export function imageAddresses(images: ExportImages): ImageAddresses {
  return imageId => {
    const image = images.get(imageId)
    return image && dataAddress(image)
  }
}

const dataAddress = ({ mediaType, bytes }: ExportImage) =>
  `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` as const

function readingPage(report: AssembledReport, images: ExportImages): string {
  const sheet = element('article', { class: 'paper' }, sheetHtml(report, imageAddresses(images)))
  const body = element(
    'main',
    { class: 'desk with-contents' },
    contentsHtml(report),
    contentsPageHtml(report),
    sheet,
  )
  return page(report.title, body)
}

function printPage(report: AssembledReport, images: ExportImages): string {
  const sheet = element('article', { class: 'paper' }, sheetHtml(report, imageAddresses(images)))
  return page(report.title, element('main', { class: 'desk' }, hintHtml(), contentsPageHtml(report), sheet))
}

function contentsHtml(report: AssembledReport): Markup {
  const entries = shownContents(report)
  if (entries.length === 0) return element('div', { class: 'screen-only' })
  const word = text(dictionaries.zh.reading.contents)
  const items = entries.map(({ id, level, number, heading }) =>
    element('li', {}, element('a', { href: `#${id}`, class: `level-${level}` }, text(`${number}${heading}`))),
  )
  return element(
    'nav',
    { class: 'contents screen-only', 'aria-label': dictionaries.zh.reading.contents },
    element('details', { open: '' }, element('summary', {}, word), element('ol', {}, ...items)),
  )
}

/** The browser's own header and footer would stand on the sheet unless they are switched off. */
function hintHtml(): Markup {
  const { zh, en } = dictionaries
  return element(
    'div',
    { class: 'hint screen-only' },
    element('p', {}, text(zh.reading.printHint)),
    element('p', { lang: 'en' }, text(en.reading.printHint)),
  )
}

/** What a page has beside the sheet and its look. */
type PageMore = {
  /** Added to the policy. */
  readonly policy?: string | undefined
  readonly styles?: string | undefined
  readonly script?: string | undefined
}

/** The sheet to print, of a report as it leaves, without the hint for people. */
export function printSheet({ report, texts, images, pending }: ReportToExport, more: PageMore): string {
  const assembled = assemble(report, texts, { pending })
  const sheet = element('article', { class: 'paper' }, sheetHtml(assembled, imageAddresses(images)))
  const body = element('main', { class: 'desk' }, contentsPageHtml(assembled), sheet)
  return page(report.title, body, more).toWellFormed()
}

/** A whole page in the look of the sheet. */
export function page(title: string, body: Markup, more: PageMore = {}): string {
  const { policy: added, styles: faces = '', script } = more
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${added === undefined ? policy : `${policy}; ${added}`}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${element('title', {}, text(title)).html}
<style>
${faces}${css}</style>
</head>
<body>
${body.html}
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`
}
