/**
 * Word files made by hand, part by part, as Word and WPS write them: what a reader must cope with stands in the
 * test that needs it, not in a file that nobody can read.
 */
import { strToU8, zipSync } from 'fflate'

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const r = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const namespaces = [
  `xmlns:w="${w}" xmlns:r="${r}"`,
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

export type DocxParts = {
  /** What stands in w:body. */
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly comments?: string
  readonly footnotes?: string
  readonly header?: string
  /** Relationships of the document beside those of the parts above: id → [kind, target, external]. */
  readonly links?: Readonly<Record<string, readonly [kind: string, target: string, external?: boolean]>>
  /** Further entries, with their whole names. */
  readonly entries?: Readonly<Record<string, Uint8Array>>
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const part = (name: string, inside: string) =>
  strToU8(`${head}<w:${name} ${namespaces}>${inside}</w:${name}>`)

export function docx(given: DocxParts | string): Uint8Array {
  const parts: DocxParts = typeof given === 'string' ? { body: given } : given
  const named = {
    styles: part('styles', parts.styles ?? styles),
    ...(parts.numbering === undefined ? {} : { numbering: part('numbering', parts.numbering) }),
    ...(parts.comments === undefined ? {} : { comments: part('comments', parts.comments) }),
    ...(parts.footnotes === undefined ? {} : { footnotes: part('footnotes', parts.footnotes) }),
    ...(parts.header === undefined ? {} : { header: part('hdr', parts.header) }),
  }
  const links = [
    ...Object.keys(named).map(name => [`part-${name}`, name, `${name}.xml`, false] as const),
    ...Object.entries(parts.links ?? {}).map(
      ([id, [kind, target, external]]) => [id, kind, target, external ?? false] as const,
    ),
  ]
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    '_rels/.rels': strToU8(
      `${head}<Relationships xmlns="${relationships}"><Relationship Id="d" Type="${r}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': part('document', `<w:body>${parts.body}</w:body>`),
    'word/_rels/document.xml.rels': strToU8(
      `${head}<Relationships xmlns="${relationships}">${links.map(([id, kind, target, external]) => `<Relationship Id="${id}" Type="${r}/${kind}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`).join('')}</Relationships>`,
    ),
    ...Object.fromEntries(Object.entries(named).map(([name, bytes]) => [`word/${name}.xml`, bytes])),
    ...parts.entries,
  })
}

/** Styles as a Chinese Word names them: ids are bare numbers. */
const styles = `
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>`

/** A paragraph of text or of runs; `properties` is what stands in w:pPr. */
export const p = (inside: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside.startsWith('<') ? inside : t(inside)}</w:p>`

/** A run; `properties` is what stands in w:rPr. */
export const t = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`

export const style = (id: string) => `<w:pStyle w:val="${id}"/>`
export const inList = (id: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`

/** A list definition whose levels are [format, text]. */
export const list = (id: number, levels: readonly (readonly [format: string, text: string])[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ([format, text], at) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('')}</w:abstractNum><w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`

/** The three levels of 公文, native. */
export const officialList = list(1, [
  ['chineseCounting', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.'],
])

/** One cell: text, or paragraphs; `properties` is what stands in w:tcPr. */
export const cell = (inside: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${inside.startsWith('<w:p') || inside.startsWith('<w:tbl') ? inside : p(inside)}</w:tc>`
export const row = (cells: readonly string[], properties = '') =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.join('')}</w:tr>`
export const table = (rows: readonly string[], widths: readonly number[] = []) =>
  `<w:tbl><w:tblGrid>${widths.map(width => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`

/** A drawn image of 78 mm, half of the text's width on GB/T 9704's sheet. */
export const drawing = (link: string, alt = '') =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="2808000" cy="1000000"/><wp:docPr id="1" name="图片 1" descr="${alt}"/><a:graphic><a:graphicData><a:blip r:embed="${link}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
