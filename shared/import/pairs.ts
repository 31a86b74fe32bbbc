/** Quotes and brackets of a line that have no partner; half and full width count as one. */

const pairs: Readonly<Record<string, string>> = {
  '（': '）',
  '(': ')',
  '“': '”',
  '《': '》',
  '〔': '〕',
  '【': '】',
}
const widths: Readonly<Record<string, string>> = { '(': '（', ')': '）' }
const asWide = (sign: string) => widths[sign] ?? sign

const closers = new Set(Object.values(pairs))
const anySign = /[（(“《〔【）)”》〕】]/gu

/** The first bracket or quote without its partner in this line; half and full width count as one. */
export function findUnbalanced(text: string): { mark: string; at: number } | undefined {
  const open: { sign: string; at: number }[] = []
  for (const { 0: sign, index: at } of text.matchAll(anySign)) {
    if (!closers.has(sign)) open.push({ sign, at })
    else {
      // 1） numbers an item.
      if (at < 8 && /^\d{1,2}$/.test(text.slice(0, at).trim())) continue
      const last = open.at(-1)
      if (!last || asWide(pairs[last.sign] ?? '') !== asWide(sign)) return { mark: sign, at }
      open.pop()
    }
  }
  const left = open[0]
  return left && { mark: left.sign, at: left.at }
}
