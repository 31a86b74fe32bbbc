/**
 * `repeated-sentence` 重复句子: a sentence of 15 characters and more stands twice in one report.
 * Source: DOMAIN §3 #13.
 * Silent: sentences of paragraphs that are told as duplicates, quotations, headings, and what is all 《》.
 */
import type { Facts, Sentence } from '../facts.ts'
import type { Paragraph } from '../grams.ts'
import { cite, found, type Rule } from '../rule.ts'
import { withoutQuoted } from '../sentences.ts'

const shortest = 15

export const repeatedSentence: Rule = {
  name: 'repeated-sentence',
  ofReport: all => {
    const first = new Map<string, { facts: Facts; sentence: Sentence }>()
    const findings = []
    for (const facts of all)
      for (const { key, sentence } of facts.derive(keysIn)) {
        const before = first.get(key)
        if (!before) first.set(key, { facts, sentence })
        else if (!isInDuplicate(before, { facts, sentence }))
          findings.push(
            found('repeated-sentence', facts, sentence.line, sentence, {
              severity: 'warning',
              message: 'say_repeated_sentence',
              related: [cite(before.facts, before.sentence.line, before.sentence)],
            }),
          )
      }
    return findings
  },
}

const keysIn = (facts: Facts) =>
  facts
    .sentences()
    .map(sentence => ({ key: keyOf(sentence), sentence }))
    .filter(({ key }) => key.length >= shortest)

const keyOf = ({ line, text }: Sentence) =>
  line.kind === 'paragraph' ? withoutQuoted(text).replace(/[^\p{Script=Han}A-Za-z\d]+/gu, '') : ''

const holds = ({ line, rest }: Paragraph, sentence: Sentence) =>
  line === sentence.line || rest.includes(sentence.line)

type Stated = { readonly facts: Facts; readonly sentence: Sentence }

function isInDuplicate(a: Stated, b: Stated): boolean {
  return a.facts
    .duplicatesIn(b.facts)
    .some(({ earlier, later }) => holds(earlier, a.sentence) && holds(later, b.sentence))
}
