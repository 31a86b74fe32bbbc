/** How a question is cut and found. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTerms, gramsAsked, gramsOf, snippetOf, termsOf } from '../../shared/search.ts'

const character = fc.constantFrom(...Array.from('甲乙丙丁AaＡ0０，。 \n%"\'*'), '𠮷', '😀')
const text = fc.array(character, { maxLength: 40 }).map(characters => characters.join(''))

describe('whatever stands together in a text', () => {
  test('is found, and the index has all that it is asked by', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(12), (written, from, length) => {
        const question = written.slice(from, from + length).toWellFormed()
        if (question.includes('\ufffd')) return
        const kept = new Set(gramsOf(written))
        expect(gramsAsked(question).filter(gram => !kept.has(gram))).toEqual([])
        const terms = termsOf(question)
        if (terms.length > 0) expect(findTerms(written, terms)).toBeDefined()
      }),
      { numRuns: 1000 },
    )
  })

  test('is shown as it is written', () => {
    fc.assert(
      fc.property(text, written => {
        for (const term of termsOf(written)) {
          const found = findTerms(written, [term])
          expect(found && written.slice(found.at, found.at + found.length).length).toBe(term.length)
          if (found) expect(snippetOf(written, found).match.length).toBe(term.length)
        }
      }),
    )
  })
})

test('grams are single characters and pairs, never across a mark, and hold nothing that an index could read as a command', () => {
  expect(gramsOf('甲乙，丙')).toEqual(['甲', '乙', '甲乙', '丙'])
  expect(gramsAsked('甲乙丙')).toEqual(['甲乙', '乙丙'])
  expect(gramsAsked('麦')).toEqual(['麦'])
  expect(gramsAsked('" OR *')).toEqual(['or'])
  expect(gramsAsked('，。')).toEqual([])
})

test('words are parted by blanks of either width', () => {
  expect(termsOf('防汛　演练 ，')).toEqual(['防汛', '演练'])
})
