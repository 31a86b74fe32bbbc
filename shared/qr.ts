/**
 * A QR code of a text (ISO/IEC 18004): byte mode, error correction level M, versions 1 to 10, which is 213 bytes.
 *
 * Answers rows of modules, true for dark, without the quiet zone. Undefined: the text is too long.
 */

/** Per version: error correction codewords of a block, and the data codewords of each block (table 9, level M). */
const blocksOfVersion: readonly { readonly correction: number; readonly data: readonly number[] }[] = [
  { correction: 10, data: [16] },
  { correction: 16, data: [28] },
  { correction: 26, data: [44] },
  { correction: 18, data: [32, 32] },
  { correction: 24, data: [43, 43] },
  { correction: 16, data: [27, 27, 27, 27] },
  { correction: 18, data: [31, 31, 31, 31] },
  { correction: 22, data: [38, 38, 39, 39] },
  { correction: 22, data: [36, 36, 36, 37, 37] },
  { correction: 26, data: [43, 43, 43, 43, 44] },
]

/** Centres of the alignment patterns (annex E). */
const alignmentOfVersion: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
]

export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text)
  for (const [at, { correction, data }] of blocksOfVersion.entries()) {
    const version = at + 1
    const capacity = data.reduce((sum, count) => sum + count, 0)
    if (bytes.length + (version < 10 ? 2 : 3) > capacity) continue
    return draw(version, interleave(codewords(bytes, version, capacity), data, correction))
  }
  return undefined
}

/** Mode, count, bytes, terminator, and padding up to the capacity (7.4). */
function codewords(bytes: Uint8Array, version: number, capacity: number): number[] {
  const bits: number[] = []
  const push = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) push(byte, 8)
  push(0, 4)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8)
    words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0))
  for (let pad = 0xec; words.length < capacity; pad ^= 0xec ^ 0x11) words.push(pad)
  return words
}

/** Blocks side by side: the first codeword of each, the second of each… (7.6). */
function interleave(words: readonly number[], counts: readonly number[], correction: number): number[] {
  let from = 0
  const data = counts.map(count => words.slice(from, (from += count)))
  const checks = data.map(block => correctionWords(block, correction))
  return [data, checks].flatMap(blocks => {
    const longest = Math.max(...blocks.map(block => block.length))
    return Array.from({ length: longest }, (_, at) => blocks.flatMap(block => block[at] ?? [])).flat()
  })
}

/** The product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1. */
function multiply(left: number, right: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    if ((right >> bit) & 1) product ^= left
  }
  return product
}

/** The remainder of the data by the generator polynomial of that degree: Reed–Solomon. */
export function correctionWords(data: readonly number[], degree: number): number[] {
  const generator = Array.from({ length: degree }, () => 0)
  generator[degree - 1] = 1
  for (let step = 0, root = 1; step < degree; step += 1, root = multiply(root, 2))
    for (let at = 0; at < degree; at += 1)
      generator[at] = multiply(generator[at] ?? 0, root) ^ (generator[at + 1] ?? 0)
  const remainder = Array.from({ length: degree }, () => 0)
  for (const word of data) {
    const factor = word ^ (remainder.shift() ?? 0)
    remainder.push(0)
    for (const [at, coefficient] of generator.entries())
      remainder[at] = (remainder[at] ?? 0) ^ multiply(coefficient, factor)
  }
  return remainder
}

/** A square being drawn: modules, and which of them belong to patterns that no mask changes. */
type Square = { readonly size: number; readonly dark: boolean[][]; readonly fixed: boolean[][] }

function draw(version: number, words: readonly number[]): boolean[][] {
  const size = version * 4 + 17
  const grid = () => Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  const square = { size, dark: grid(), fixed: grid() }
  drawPatterns(square, version)
  drawFormat(square, 0)
  drawWords(square, words)
  const masked = masks.map((mask, number) => {
    const copy = { ...square, dark: square.dark.map(row => [...row]) }
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1) {
        const row = copy.dark[y]
        if (row && !square.fixed[y]?.[x] && mask(x, y)) row[x] = !row[x]
      }
    drawFormat(copy, number)
    return copy.dark
  })
  return masked.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

function set({ size, dark, fixed }: Square, x: number, y: number, isDark: boolean): void {
  const [row, fixedRow] = [dark[y], fixed[y]]
  if (!row || !fixedRow || x < 0 || x >= size) return
  row[x] = isDark
  fixedRow[x] = true
}

function drawPatterns(square: Square, version: number): void {
  const { size } = square
  for (let at = 0; at < size; at += 1) {
    set(square, 6, at, at % 2 === 0)
    set(square, at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawRings(square, x, y, 4)
  const centres = alignmentOfVersion[version - 1] ?? []
  for (const x of centres)
    for (const y of centres) {
      const inFinder = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6)
      if (!inFinder) drawRings(square, x, y, 2)
    }
  if (version < 7) return
  const bits = (version << 12) | remainderOf(version, 0x1f25, 12)
  for (let at = 0; at < 18; at += 1) {
    const [long, short] = [size - 11 + (at % 3), Math.floor(at / 3)]
    set(square, long, short, ((bits >> at) & 1) === 1)
    set(square, short, long, ((bits >> at) & 1) === 1)
  }
}

/** A finder with its separator (radius 4) or an alignment pattern (radius 2): dark but for every other ring. */
function drawRings(square: Square, centreX: number, centreY: number, radius: number): void {
  for (let dy = -radius; dy <= radius; dy += 1)
    for (let dx = -radius; dx <= radius; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      const isDark = radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1
      set(square, centreX + dx, centreY + dy, isDark)
    }
}

/** The remainder of a BCH code, by its generator of that degree. */
function remainderOf(value: number, generator: number, degree: number): number {
  let rest = value
  for (let step = 0; step < degree; step += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * generator)
  return rest
}

/** Level M and the mask, twice (7.9). */
function drawFormat(square: Square, mask: number): void {
  const { size } = square
  const bits = ((mask << 10) | remainderOf(mask, 0x537, 10)) ^ 0x5412
  for (let at = 0; at < 15; at += 1) {
    const isDark = ((bits >> at) & 1) === 1
    const along = at < 6 ? at : at < 8 ? at + 1 : at === 8 ? 7 : 14 - at
    if (at <= 8 && at !== 8) set(square, 8, along, isDark)
    else set(square, along, 8, isDark)
    if (at < 8) set(square, size - 1 - at, 8, isDark)
    else set(square, 8, size - 15 + at, isDark)
  }
  set(square, 8, size - 8, true)
}

/** In pairs of columns from the right, up and down in turn, around the patterns (7.7.3). */
function drawWords({ size, dark, fixed }: Square, words: readonly number[]): void {
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    // The column of the timing pattern belongs to no pair.
    if (right === 6) right = 5
    const upward = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = upward ? size - 1 - step : step
        const row = dark[y]
        if (!row || fixed[y]?.[x]) continue
        row[x] = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        bit += 1
      }
  }
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** How hard a masked square would be to read (7.8.3). */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const columns = dark.map((_, x) => dark.map(row => row[x] === true))
  const lines = [...dark, ...columns].map(line => line.map(one => (one ? '1' : '0')).join(''))
  const count = dark.flat().filter(Boolean).length
  const share = (count * 100) / dark.length ** 2
  return (
    lines.reduce((sum, line) => sum + linePenalty(line), blocksPenalty(dark)) +
    Math.floor(Math.abs(share - 50) / 5) * 10
  )
}

function linePenalty(line: string): number {
  const runs = line.match(/0{5,}|1{5,}/g) ?? []
  const finders = line.match(/(?=10111010000|00001011101)/g) ?? []
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + finders.length * 40
}

function blocksPenalty(dark: readonly (readonly boolean[])[]): number {
  let blocks = 0
  for (let y = 1; y < dark.length; y += 1)
    for (let x = 1; x < dark.length; x += 1) {
      const own = dark[y]?.[x]
      if (dark[y - 1]?.[x] === own && dark[y]?.[x - 1] === own && dark[y - 1]?.[x - 1] === own) blocks += 1
    }
  return blocks * 3
}
