/** The QR encoder against the standard's own example, and read back by a decoder that shares nothing with it. */
import { describe, expect, test } from 'vitest'
import { correctionWords, qrCode } from '../../shared/qr.ts'

/** Data codewords and blocks at level M, from the standard's table 9. */
const layout: Readonly<Record<number, { blocks: readonly number[]; correction: number }>> = {
  1: { blocks: [16], correction: 10 },
  4: { blocks: [32, 32], correction: 18 },
  8: { blocks: [38, 38, 39, 39], correction: 22 },
  10: { blocks: [43, 43, 43, 43, 44], correction: 26 },
}

const maskOf: readonly ((i: number, j: number) => number)[] = [
  (i, j) => (i + j) % 2,
  i => i % 2,
  (_, j) => j % 3,
  (i, j) => (i + j) % 3,
  (i, j) => (Math.trunc(i / 2) + Math.trunc(j / 3)) % 2,
  (i, j) => ((i * j) % 2) + ((i * j) % 3),
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2,
  (i, j) => (((i * j) % 3) + ((i + j) % 2)) % 2,
]

const dark = (code: boolean[][], row: number, column: number) => (code[row]?.[column] ? 1 : 0)

/** Format bits as read around the upper left finder, the most significant first. */
function formatBits(code: boolean[][]): string {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map(column => [8, column] as const)
  const up = [7, 5, 4, 3, 2, 1, 0].map(row => [row, 8] as const)
  return [...places, ...up].map(([row, column]) => dark(code, row, column)).join('')
}

function isPattern(row: number, column: number, version: number): boolean {
  const size = 17 + 4 * version
  if (row === 6 || column === 6) return true
  if ((row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9))
    return true
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true
  const centres = { 1: [], 4: [26], 8: [24, 42], 10: [28, 50] }[version] ?? []
  const near = (place: number) => [6, ...centres].find(centre => Math.abs(place - centre) <= 2)
  const [y, x] = [near(row), near(column)]
  if (centres.length === 0 || y === undefined || x === undefined) return false
  return !([y, x].includes(6) && [y, x].some(one => one === size - 7)) && !(y === 6 && x === 6)
}

/** The codewords in the order of the symbol, unmasked. */
function readWords(code: boolean[][], version: number, mask: number): number[] {
  const bits: number[] = []
  const size = code.length
  let up = true
  for (let column = size - 1; column > 0; column -= column === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const row = up ? size - 1 - step : step
      for (const at of [column, column - 1])
        if (!isPattern(row, at, version))
          bits.push(dark(code, row, at) ^ (maskOf[mask]?.(row, at) === 0 ? 1 : 0))
    }
    up = !up
  }
  const bytes: number[] = []
  for (let at = 0; at + 8 <= bits.length; at += 8) bytes.push(parseInt(bits.slice(at, at + 8).join(''), 2))
  return bytes
}

function decode(code: boolean[][]): string {
  const version = (code.length - 17) / 4
  const format = (parseInt(formatBits(code), 2) ^ 0b101010000010010) >> 10
  expect(format >> 3, 'level M').toBe(0)
  const words = readWords(code, version, format & 7)
  const { blocks, correction } = layout[version] ?? { blocks: [], correction: 0 }
  const data = blocks.map((): number[] => [])
  let at = 0
  for (let nth = 0; nth < Math.max(...blocks); nth += 1)
    for (const [block, count] of blocks.entries()) if (nth < count) data[block]?.push(words[at++] ?? -1)
  const checks = data.map((_, block) =>
    Array.from({ length: correction }, (__, nth) => words[at + nth * blocks.length + block]),
  )
  expect(checks).toEqual(data.map(block => correctionWords(block, correction)))
  const stream = data
    .flat()
    .map(byte => byte.toString(2).padStart(8, '0'))
    .join('')
  expect(stream.slice(0, 4), 'byte mode').toBe('0100')
  const width = version < 10 ? 8 : 16
  const length = parseInt(stream.slice(4, 4 + width), 2)
  const from = 4 + width
  return new TextDecoder().decode(
    Uint8Array.from({ length }, (_, nth) => parseInt(stream.slice(from + nth * 8, from + nth * 8 + 8), 2)),
  )
}

describe('a QR code', () => {
  test('Reed–Solomon: the example of ISO/IEC 18004, annex I', () => {
    const data = [
      0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
    ]
    const expected = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]
    expect(correctionWords(data, 10)).toEqual(expected)
  })

  test('the format bits are one of the eight of level M, equal in both places', () => {
    // Table C.1.
    const known = [
      '101010000010010',
      '101000100100101',
      '101111001111100',
      '101101101001011',
      '100010111111001',
      '100000011001110',
      '100111110010111',
      '100101010100000',
    ]
    const code = qrCode('http://a.cn') ?? []
    const size = code.length
    const second = [
      ...[1, 2, 3, 4, 5, 6, 7].map(up => dark(code, size - up, 8)),
      ...[8, 7, 6, 5, 4, 3, 2, 1].map(left => dark(code, 8, size - left)),
    ].join('')
    expect(known).toContain(formatBits(code))
    expect(second).toBe(formatBits(code))
  })

  test.each([
    [1, 'http://a.cn'],
    [4, 'http://10.1.2.3:3000/join#abcdefghijklmnopqrstuvwxyz01234567'],
    [8, '防汛'.repeat(20) + 'x'.repeat(25)],
    [10, 'http://tonggao.example.cn/join#' + 'Ab9_-'.repeat(36)],
  ])('version %i is read back whole', (version, text) => {
    const code = qrCode(text)
    expect(code?.length).toBe(17 + 4 * version)
    expect(decode(code ?? [])).toBe(text)
  })

  test('version information stands beside the finders from version 7 on', () => {
    const code = qrCode('x'.repeat(150)) ?? []
    const size = code.length
    expect(size).toBe(17 + 4 * 8)
    const bits = Array.from({ length: 18 }, (_, at) => dark(code, Math.floor(at / 3), size - 11 + (at % 3)))
    // Table D.1, version 8.
    expect(bits.toReversed().join('')).toBe('001000010110111100')
  })

  test('what is too long for version 10 makes no code', () => {
    expect(qrCode('x'.repeat(213))?.length).toBe(57)
    expect(qrCode('x'.repeat(214))).toBeUndefined()
  })
})
