/**
 * `numbering` 序号: gaps, repeats, steps back, restarts and lost numbers among the numbers that are typed in the
 * text. Headings of the outline number themselves and cannot be wrong.
 * Source: DOMAIN §2, the numbering algorithm (that of the import, shared/import/sequence.ts).
 * Silent: 1、2、3号 (enumerations), ① that starts anew under a lead-in, new parts of a file. A restart that a short
 * unnumbered line explains is a hint only.
 */
import { type Chunk, findChunks } from '../../import/chunks.ts'
import type { Doubt } from '../../import/import-plan.ts'
import { sequenceDoubts } from '../../import/sequence.ts'
import type { Facts } from '../facts.ts'
import type { MessageKey } from '../finding.ts'
import { found, type Rule, suggested } from '../rule.ts'

export const numbering: Rule = {
  name: 'numbering',
  ofSection: facts => {
    const lines = new Map(facts.lines.map(line => [line.at, line]))
    return findChunks(facts.items()).flatMap(chunk =>
      sequenceDoubts(chunk)
        .filter(doubt => doubt.kind !== 'level-skip' || !isHouseStyle(chunk, doubt))
        .flatMap(doubt => toFinding(facts, lines.get(doubt.line), doubt)),
    )
  },
}

/** （1） right under 一、 throughout, the levels between never used: a habit, not a slip. */
function isHouseStyle({ items }: Chunk, { line }: Doubt): boolean {
  const level = items.find(item => item.line.number === line)?.level ?? 0
  return level === 4 && items.every(item => item.kind !== 'number' || item.level === 1 || item.level >= 4)
}

const messages: Partial<Record<Doubt['kind'], MessageKey>> = {
  'number-gap': 'say_number_gap',
  'number-start': 'say_number_start',
  'number-repeated': 'say_number_repeated',
  'number-back': 'say_number_back',
  'number-restart': 'say_number_restart',
  'number-restored': 'say_number_lost',
  'level-skip': 'say_level_skip',
}

function toFinding(facts: Facts, line: Facts['lines'][number] | undefined, doubt: Doubt) {
  const message = messages[doubt.kind]
  const number = line && numberAt(line.text)
  if (!line || !number || !message) return []
  const { found: written = '', expected = '' } = doubt.values
  const canRenumber = doubt.kind !== 'number-restart' && doubt.kind !== 'level-skip'
  const fix = canRenumber ? suggested({ ...number, text: String(expected) }) : undefined
  return [
    found('numbering', facts, line, number, {
      severity: doubt.severity,
      message,
      values: { written, expected },
      fix,
    }),
  ]
}

/** The number as it stands, blanks before it left out. */
function numberAt(text: string) {
  const match =
    /^(\s*)((?:第?[一二三四五六七八九十]{1,3}[、：:.．]|[（(]\s*[\p{Script=Han}\d]{1,3}\s*[）)][、.．]?|[\d０-９]{1,2}[、.．）)□]|[①-⑳⑴-⑽⒈-⒛㈠-㈩][、.]?|0?、))/u.exec(
      text,
    )
  if (!match) return undefined
  const from = match[1]?.length ?? 0
  return { from, to: from + (match[2]?.length ?? 0) }
}
