/**
 * `truncated` 句子中断: a paragraph stops without an end mark: before a numbered line or at the end (its rest is
 * lost), or before a plain line (one paragraph broken in two, a hint only).
 * Source: DOMAIN §3 #27 and the importer's reading of broken lines (shared/import/items.ts).
 * Silent: headings, cells, lists, signatures, lines under 20 characters.
 */
import { isBroken } from '../../import/items.ts'
import { found, type Rule } from '../rule.ts'

export const truncated: Rule = {
  name: 'truncated',
  ofSection: facts => {
    const lines = new Map(facts.lines.map(line => [line.at, line]))
    const items = facts.items()
    return items.flatMap((item, at) => {
      const line = lines.get(item.line.number)
      if (!line || line.kind !== 'paragraph' || !isBroken(item)) return []
      // 责任单位：农业办 is a line of a list; a line with tabs is a row.
      if (/[\t|]|^[-*•·]|[：:][^，。；]{1,30}$/u.test(line.text)) return []
      const next = items[at + 1]
      if (item.kind === 'number' && !/[。；，]/u.test(line.text)) return []
      const goesOn = next?.kind === 'plain'
      const span = { from: Math.max(0, line.text.length - 12), to: line.text.length }
      return [
        found('truncated', facts, line, span, {
          severity: goesOn ? 'info' : 'warning',
          message: goesOn ? 'say_broken' : 'say_truncated',
        }),
      ]
    })
  },
}
