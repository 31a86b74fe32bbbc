/** Files that are built to do harm, or are broken: each gets a clear refusal, and quickly. */
import { deflateRawSync } from 'node:zlib'
import { zipSync, strToU8 } from 'fflate'
import { array, assert, integer, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../server/convert/read-file.ts'
import { readXml } from '../../../server/convert/xml.ts'
import { openZip } from '../../../server/convert/zip.ts'
import { limits } from '../../../shared/limits.ts'
import { docx, p } from '../../support/docx.ts'

const read = (bytes: Uint8Array, name = '总结.docx') =>
  readFile({ name, bytes, tracked: 'accept' }, () => undefined)

/** The same file with some bytes of its central directory changed. */
function patched(
  bytes: Uint8Array,
  change: (view: DataView, entry: number, end: number) => void,
): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  const end = copy.length - 22
  change(view, view.getUint32(end + 16, true), end)
  return copy
}

describe('archives', () => {
  test('I10 a bomb of one entry that claims to become a thousand times larger is not inflated', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(8 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(read(bomb)).toEqual({ ok: false, code: 'file-refused', details: { why: 'ratio' } })
  })

  test('I10 an entry that lies about its size gets no more room than it claimed', () => {
    const honest = zipSync({ 'a.xml': new Uint8Array(2 * 1024 * 1024) })
    const liar = patched(honest, (view, entry) => view.setUint32(entry + 24, 100, true))
    const zip = openZip(liar)
    expect(zip.ok && zip.value.read('a.xml')).toMatchObject({ ok: false, code: 'file-broken' })
  })

  test('I10 too many entries, and too much in all, are refused by the directory alone', () => {
    const many = Object.fromEntries(
      Array.from({ length: limits.archiveEntries + 1 }, (_, at) => [`${at}`, new Uint8Array()]),
    )
    expect(openZip(zipSync(many, { level: 0 }))).toMatchObject({
      code: 'file-refused',
      details: { why: 'entries' },
    })
    const two = zipSync({ a: new Uint8Array(10), b: new Uint8Array(10) }, { level: 0 })
    const vast = patched(two, (view, entry) => {
      view.setUint32(entry + 24, 0xf000_0000, true)
    })
    expect(openZip(vast)).toMatchObject({ code: 'file-refused', details: { why: 'size' } })
  })

  test('I10 a cut file, a wrong checksum, a directory that points elsewhere, no zip at all', () => {
    const whole = docx(p('正文'))
    expect(read(whole.subarray(0, whole.length - 30))).toMatchObject({ ok: false, code: 'file-broken' })
    expect(read(whole.subarray(0, 4))).toMatchObject({ ok: false, code: 'file-broken' })
    const wrong = patched(whole, (view, entry) => view.setUint32(entry + 16, 1, true))
    expect(openZip(wrong)).toMatchObject({ ok: true })
    expect(read(patched(whole, (view, _entry, end) => view.setUint32(end + 16, 5, true)))).toMatchObject({
      ok: false,
    })
    const locked = patched(whole, (view, entry) => view.setUint16(entry + 8, 1, true))
    expect(read(locked)).toMatchObject({ ok: false, code: 'file-encrypted' })
  })

  test('I10 whatever bytes are changed, a refusal or a document comes back and nothing is thrown', () => {
    const whole = docx(p('正文'))
    assert(
      property(
        array(integer({ min: 0, max: whole.length - 1 }), { minLength: 1, maxLength: 6 }),
        integer({ min: 0, max: 255 }),
        (places, byte) => {
          const broken = whole.slice()
          for (const place of places) broken[place] = byte
          expect(typeof read(broken).ok).toBe('boolean')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('XML', () => {
  const withXml = (xml: string) => docx({ body: p('正文'), entries: { 'word/document.xml': strToU8(xml) } })

  test('I11 a DOCTYPE is refused: no billion laughs, no external entity', () => {
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>`
    const external = `<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document/>`
    for (const xml of [laughs, external])
      expect(read(withXml(xml))).toEqual({ ok: false, code: 'file-refused', details: { why: 'doctype' } })
  })

  test('I11 an entity that nobody declared, crossed tags and a missing end are broken', () => {
    for (const xml of [
      '<a>&b;</a>',
      '<a><b></a></b>',
      '<a>',
      '<a/><b/>',
      '',
      'words',
      '<a b=c/>',
      '<a>&#0;</a>',
    ])
      expect(readXml(xml)).toMatchObject({ ok: false, code: 'file-broken' })
  })

  test('I11 a million elements inside each other cost no stack', () => {
    const deep = '<a>'.repeat(1_000_000)
    expect(readXml(deep)).toEqual({ ok: false, code: 'file-refused', details: { why: 'depth' } })
  })

  test('I11 too many elements are refused', () => {
    const wide = `<a>${'<b/>'.repeat(limits.xmlElements)}</a>`
    expect(readXml(wide)).toEqual({ ok: false, code: 'file-refused', details: { why: 'elements' } })
  })

  test('I11 names are read by their namespaces, whatever prefixes a file has', () => {
    const xml =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" x:val="1 &lt; &#x4e8c;"><y:p xmlns:y="urn:other"/></x:document>'
    expect(readXml(xml)).toMatchObject({
      ok: true,
      value: { name: 'w:document', attributes: new Map([['w:val', '1 < 二']]), children: [{ name: 'p' }] },
    })
  })

  test('I11 reading takes any text and answers', () => {
    const reads = property(string(), text => {
      expect(typeof readXml(`<a>${text}</a>`).ok).toBe('boolean')
    })
    assert(reads, { numRuns: 500 })
  })
})

describe('kinds of files', () => {
  test('I12 a file is what its bytes say, whatever its name', () => {
    expect(read(strToU8('%PDF-1.7'))).toMatchObject({ ok: false, code: 'file-unknown' })
    expect(read(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0]), '总结.docx')).toMatchObject({
      code: 'save-as-docx',
    })
    expect(read(docx(p('正文')), '总结.txt')).toMatchObject({ ok: true, value: { kind: 'docx' } })
    expect(read(zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), '表.docx')).toMatchObject({
      code: 'file-unknown',
    })
    expect(read(strToU8('# 总结'), '总结.md')).toMatchObject({ ok: true, value: { kind: 'markdown' } })
    expect(read(strToU8('a,b'), '表.csv')).toMatchObject({ code: 'file-unknown' })
  })

  test('I12 a page with ten thousand nested elements is refused', () => {
    expect(read(strToU8('<div>'.repeat(10_000)), '页.html')).toMatchObject({
      ok: false,
      code: 'file-refused',
    })
  })

  test('I12 a small file that inflates to a large text is bounded by what it claims', () => {
    const words = strToU8(`<a>${'一'.repeat(100_000)}</a>`)
    expect(deflateRawSync(words).length * limits.archiveRatio).toBeLessThan(words.length)
    expect(openZip(zipSync({ a: words }))).toMatchObject({ ok: true })
  })
})
