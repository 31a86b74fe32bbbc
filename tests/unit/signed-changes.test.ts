/** What a signer is told of: changes of what was said, none of how it is set. */
import { expect, test } from 'vitest'
import { changesSinceSigned } from '../../shared/signed-changes.ts'

const segment = (line: string) => Array.from(line)
const changes = (signed: string[], now: string[]) =>
  changesSinceSigned(signed, now, segment).map(({ left, right, figures }) => [
    left?.map(({ text }) => text).join('') ?? null,
    right?.map(({ text }) => text).join('') ?? null,
    figures,
  ])

test('W40 marks, spaces, widths and places of whole paragraphs are no change', () => {
  const signed = ['粮食产量稳中有增,农民增收。', '第二段：社会治理。', '']
  expect(changes(signed, ['第二段:社会治理', '粮食产量稳中有增，农民增收 。'])).toEqual([])
})

test('W40 other words, and figures always, also by their point or their sign', () => {
  expect(changes(['增长1.5％，成效明显。'], ['增长15％，成效明显。'])).toEqual([
    ['增长1.5％，成效明显。', '增长15％，成效明显。', true],
  ])
  expect(changes(['占比12%'], ['占比12'])).toEqual([['占比12%', '占比12', true]])
  expect(changes(['投资1,200万元'], ['投资1200万元'])).toEqual([])
  expect(changes(['成效明显'], ['成效初显'])).toEqual([['成效明显', '成效初显', false]])
  expect(changes(['一段'], ['一段', '新添5户'])).toEqual([[null, '新添5户', true]])
})
