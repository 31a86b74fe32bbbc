/** Files as offices send them: whatever their encoding and line ends, the same text comes out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decodeText } from '../../../shared/import/decode.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/import/${name}`, import.meta.url))
const plain = fixture('plain.txt').toString('utf8')
const latin = (text: string) => Uint8Array.from(text, sign => sign.charCodeAt(0))

test.each([
  ['plain.txt', 'utf-8'],
  ['bom.txt', 'utf-8'],
  ['gb18030-crlf.txt', 'gb18030'],
  ['utf16.txt', 'utf-16le'],
])('I %s is read as %s and gives the same text', (name, encoding) => {
  expect(decodeText(fixture(name))).toEqual({ text: plain, encoding, lossy: false })
})

test('I UTF-16 without a mark is told by its zero bytes', () => {
  const bytes = fixture('utf16.txt').subarray(2)
  expect(decodeText(bytes)).toMatchObject({ text: plain, encoding: 'utf-16le' })
})

test('I old Mac and Unicode line ends become line feeds', () => {
  expect(decodeText(latin('a\rb\r\nc\n\rd')).text).toBe('a\nb\nc\n\nd')
})

test('I bytes that no encoding has are marked, not swallowed', () => {
  const decoded = decodeText(Uint8Array.of(0xd6, 0xd0, 0xff, 0xff))
  expect(decoded.lossy).toBe(true)
  expect(decoded.text).toMatch(/^中\uFFFD/u)
})

test('I a person may say which encoding it is', () => {
  expect(decodeText(fixture('gb18030-crlf.txt'), 'utf-8')).toMatchObject({ encoding: 'utf-8', lossy: true })
})

test('I an empty file is an empty text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', lossy: false })
})
