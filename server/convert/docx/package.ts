/**
 * The parts of the Word file as one zip: the document and what it refers to, relations and types.
 * Equal input gives equal bytes: no clock, no random id, parts in a fixed order with the oldest date of a zip.
 */
import { zipSync } from 'fflate'
import { fonts } from './properties.ts'
import { element, nothing, part, chars, val, w, type Xml } from './xml.ts'

export const namespaces = {
  'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
} as const

const officeTypes = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

/** A part beside the document: `word/<name>`. */
export type Part = {
  /** By which the document refers to it. */
  readonly id: string
  readonly name: string
  /** Of the relation: styles, numbering, footer, image. */
  readonly relation: string
  readonly body: string | Uint8Array
}

export type Properties = {
  readonly title: string
  readonly creator: string
  /** yyyy-mm-dd; null: not said. */
  readonly date: string | null
}

export function zipDocument(document: string, parts: readonly Part[], properties: Properties): Uint8Array {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': contentTypes(parts),
    '_rels/.rels': packageRelations,
    'docProps/core.xml': coreProperties(properties),
    'docProps/app.xml': appProperties,
    'word/document.xml': document,
    'word/_rels/document.xml.rels': documentRelations(parts),
    ...Object.fromEntries(parts.map(({ name, body }) => [`word/${name}`, body])),
  }
  const utf8 = new TextEncoder()
  const bytes = Object.entries(files).map(([name, body]) => [
    name,
    typeof body === 'string' ? utf8.encode(body) : body,
  ])
  // The oldest that a zip can say, in the machine's own time.
  return zipSync(Object.fromEntries(bytes), { level: 6, mtime: new Date(1980, 0, 1) })
}

function contentTypes(parts: readonly Part[]): string {
  const override = (name: string, type: string) =>
    element('Override', { PartName: `/${name}`, ContentType: type })
  const byExtension = (extension: string, type: string) =>
    element('Default', { Extension: extension, ContentType: type })
  return part(
    element(
      'Types',
      { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' },
      byExtension('rels', 'application/vnd.openxmlformats-package.relationships+xml'),
      byExtension('xml', 'application/xml'),
      byExtension('png', 'image/png'),
      byExtension('jpeg', 'image/jpeg'),
      override('word/document.xml', `${officeTypes}document.main+xml`),
      ...parts
        .filter(({ name }) => name.endsWith('.xml'))
        .map(({ name, relation }) => override(`word/${name}`, `${officeTypes}${relation}+xml`)),
      override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      override('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
    ),
  )
}

function relations(of: readonly (readonly [id: string, type: string, target: string])[]): string {
  return part(
    element(
      'Relationships',
      { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' },
      ...of.map(([id, type, target]) => element('Relationship', { Id: id, Type: type, Target: target })),
    ),
  )
}

const packageRelations = relations([
  ['rId1', `${officeRelations}officeDocument`, 'word/document.xml'],
  [
    'rId2',
    'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
    'docProps/core.xml',
  ],
  ['rId3', `${officeRelations}extended-properties`, 'docProps/app.xml'],
])

const documentRelations = (parts: readonly Part[]) =>
  relations(parts.map(({ id, name, relation }) => [id, `${officeRelations}${relation}`, name]))

/** The title, the organisation and the document's own date: nobody's name, no moment of making. */
function coreProperties({ title, creator, date }: Properties): string {
  const moment = (name: string) =>
    element(
      `dcterms:${name}`,
      { 'xsi:type': 'dcterms:W3CDTF' },
      date === null ? nothing : chars(`${date}T00:00:00Z`),
    )
  return part(
    element(
      'cp:coreProperties',
      {
        'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:dcterms': 'http://purl.org/dc/terms/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      element('dc:title', {}, chars(title)),
      element('dc:creator', {}, chars(creator)),
      element('dc:language', {}, chars('zh-CN')),
      ...(date === null ? [] : [moment('created'), moment('modified')]),
    ),
  )
}

const appProperties = part(
  element(
    'Properties',
    { xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties' },
    element('Application', {}, chars('Tonggao')),
  ),
)

/** What Word does beside the text: odd and even footers, the grid kept, no field counted at opening. */
export function settingsPart(): string {
  const compatible = (name: string, value: string) =>
    w('compatSetting', { name, uri: 'http://schemas.microsoft.com/office/word', val: value })
  return part(
    w(
      'settings',
      namespaces,
      w('zoom', { percent: 100 }),
      val('defaultTabStop', 420),
      w('evenAndOddHeaders'),
      // Squeezed marks would put a 29th character on a line.
      val('characterSpacingControl', 'doNotCompress'),
      w(
        'compat',
        {},
        w('spaceForUL'),
        w('balanceSingleByteDoubleByteWidth'),
        w('doNotLeaveBackslashAlone'),
        w('ulTrailSpace'),
        // A line that ends by hand is not stretched to the edge.
        w('doNotExpandShiftReturn'),
        compatible('compatibilityMode', '15'),
      ),
      w('themeFontLang', { val: 'en-US', eastAsia: 'zh-CN' }),
      val('decimalSymbol', '.'),
      val('listSeparator', ','),
    ),
  )
}

/** Which face stands in where an office does not have the named one. */
const alternatives: readonly (readonly [name: string, other: string, family: string])[] = [
  [fonts.fangsong.eastAsia, '仿宋', 'modern'],
  [fonts.kaiti.eastAsia, '楷体', 'modern'],
  [fonts.heiti.eastAsia, 'SimHei', 'modern'],
  [fonts.songti.eastAsia, 'SimSun', 'auto'],
  [fonts.xiaobiaosong.eastAsia, '华文中宋', 'auto'],
]

export function fontTablePart(): string {
  const font = ([name, other, family]: (typeof alternatives)[number]): Xml =>
    w('font', { name }, val('altName', other), val('charset', '86'), val('family', family))
  return part(w('fonts', namespaces, ...alternatives.map(font)))
}
