/**
 * `halfwidth` 半角标点: , ; : ( ) ? ! beside hanzi, told once a line with all of them in one fix.
 * Source: DOMAIN §3 #14; GB/T 15834-2011.
 * Silent: 1,234 · 3:1 · 10:30 · addresses · Latin words · 1. (the standard's own third level).
 */
import type { Edit } from '../finding.ts'
import { found, type Rule, safe } from '../rule.ts'

const mark =
  /(?<=[\p{Script=Han}”》）\]%％])\s?[,;:?!]|[,;:?!](?=\s?[\p{Script=Han}“《（])|\((?=[^()]{0,60}\p{Script=Han})|(?<=[\p{Script=Han}”》])\(|(?<=\p{Script=Han}[^()]{0,60})\)|\)(?=\p{Script=Han})/gu
const wide: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
  '?': '？',
  '!': '！',
}
const address = /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+/gu

export const halfwidth: Rule = {
  name: 'halfwidth',
  ofSection: facts =>
    facts.lines.flatMap(line => {
      if (!/[,;:()?!]/.test(line.text)) return []
      const text = line.text.replace(address, whole => ' '.repeat(whole.length))
      const edits = [...text.matchAll(mark)].flatMap((match): Edit[] => {
        const at = match.index + match[0].length - 1
        const sign = text[at] ?? ''
        if (/[,:]/.test(sign) && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')) return []
        return [{ from: match.index, to: at + 1, text: wide[sign] ?? sign }]
      })
      const [first] = edits
      if (!first) return []
      return [
        found('halfwidth', facts, line, first, {
          severity: 'warning',
          message: 'say_halfwidth',
          values: { count: edits.length },
          fix: safe(...edits),
        }),
      ]
    }),
}
