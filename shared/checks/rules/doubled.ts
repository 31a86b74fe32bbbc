/**
 * `doubled` 叠字叠词: a phrase of four characters and more twice in a row, and small words twice (的的, 也也).
 * Source: DOMAIN §3 #20.
 * Silent: 人人, 看看, 刚刚 and other words that are doubled rightly, 了了解, numbers, lines of marks.
 */
import { found, type Rule, suggested } from '../rule.ts'

const small =
  /的的(?!确)|也也|在在(?!处)|和和(?!美|睦|气|平)|与与|及及|把把(?!关)|将将(?!士)|我我|为为|对对(?!联)|从从|我们我们|进行进行|工作工作(?![会者])|开展开展|问题问题|我县我县|我局我局/gu
const shortest = 4
const longest = 25

export const doubled: Rule = {
  name: 'doubled',
  ofSection: facts =>
    facts.lines.flatMap(line => {
      const spans = [
        ...[...line.text.matchAll(small)].map(match => ({ from: match.index, length: match[0].length / 2 })),
        ...repeats(line.text),
      ]
      return spans.map(({ from, length }) => {
        const span = { from, to: from + length * 2 }
        return found('doubled', facts, line, span, {
          severity: 'warning',
          message: 'say_doubled',
          values: { words: line.text.slice(from, from + length) },
          fix: suggested({ ...span, text: line.text.slice(from, from + length) }),
        })
      })
    }),
}

const hanzi = /\p{Script=Han}{2}/u

/** Places where the same 4 … 25 characters stand twice in a row, the longest at each. One pass for each length. */
function repeats(text: string): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = []
  /** Which characters belong to a repeat already. */
  const taken = new Uint8Array(text.length)
  for (let length = Math.min(longest, text.length >> 1); length >= shortest; length -= 1) {
    let run = 0
    for (let at = 0; at + length < text.length; at += 1) {
      run = text.charCodeAt(at) === text.charCodeAt(at + length) ? run + 1 : 0
      if (run < length) continue
      const from = at - length + 1
      const words = text.slice(from, from + length)
      run = 0
      if (!hanzi.test(words) || /^(.{1,3})\1+$/u.test(words) || isListed(words)) continue
      if (taken[from] || taken[at] || taken[at + length]) continue
      taken.fill(1, from, from + length * 2)
      found.push({ from, length })
    }
  }
  return found
}

/** 、甲、甲: a repeat that ends with a mark is a list or a refrain (不忘初心，不忘初心，). */
const isListed = (words: string) =>
  /[，。；：、！]/u.test(words.at(-1) ?? '') || /^[，。；：、！]/u.test(words)
