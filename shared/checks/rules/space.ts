/**
 * `space` 多余空格: blanks between hanzi, told once a line.
 * Source: DOMAIN §3 #15.
 * Silent: titles and headings, a blank behind a heading's number, words set apart on purpose (several blanks of
 * the line: slogans, 王 强 in lists of names), inside “” and 《》, a blank before 亿 or 万 (there a figure is missing).
 */
import type { Edit } from '../finding.ts'
import { found, type Rule, safe } from '../rule.ts'
import { withoutQuoted } from '../sentences.ts'

const blank = /(?<=[\p{Script=Han}，。；：、])[ \u00a0\u3000]{1,4}(?=[\p{Script=Han}“（(《，。；：、])/gu
const most = 3

export const space: Rule = {
  name: 'space',
  ofSection: facts =>
    facts.lines.flatMap((line, at) => {
      if (line.kind === 'title' || line.kind === 'cell' || !/[ \u00a0\u3000]/.test(line.text)) return []
      if (line.kind === 'heading' && at === 0) return []
      const edits = [...withoutQuoted(line.text).matchAll(blank)].flatMap((match): Edit[] => {
        const [before, behind] = [
          line.text.slice(0, match.index),
          line.text.slice(match.index + match[0].length),
        ]
        if (/^[万亿]/u.test(behind) || isBehindNumber(before) || isName(before, behind)) return []
        return [{ from: match.index, to: match.index + match[0].length, text: '' }]
      })
      const [first] = edits
      if (!first || (edits.length > most && !/[，。；]/u.test(line.text))) return []
      if (areSlogans(line.text)) return []
      return [
        found(
          'space',
          facts,
          line,
          { from: Math.max(0, first.from - 1), to: first.to + 1 },
          {
            severity: 'warning',
            message: 'say_space',
            values: { count: edits.length },
            fix: safe(...edits),
          },
        ),
      ]
    }),
}

const isBehindNumber = (before: string) =>
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|节|条|篇)?|附件\d?：?|篇)$/u.test(
    before,
  )

/** 王 强: one character, a wide blank, one or two more. */
const isName = (before: string, behind: string) =>
  /(?:^|[，、；：\s（])\p{Script=Han}$/u.test(before) &&
  /^\p{Script=Han}{1,2}(?:[，、；\s）]|$)/u.test(behind)

/** 深入群众 扎实工作 选准路子: phrases of four set apart. */
const areSlogans = (text: string) =>
  /(?:^|\s)\p{Script=Han}{4,8}\s\p{Script=Han}{4,8}\s\p{Script=Han}{4,8}/u.test(text)
