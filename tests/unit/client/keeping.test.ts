/** The tab's way to have text set aside: one keep at a time, and an answer for everything. */
import { expect, test } from 'vitest'
import { Keeper } from '../../../client/collab/keeping.ts'
import type { Keep, KeepAnswer } from '../../../shared/frames.ts'
import { limits } from '../../../shared/limits.ts'

function begin() {
  const sent: Keep[] = []
  const keeper = new Keeper(ask => sent.push(ask))
  const states: boolean[] = []
  const keep = (sectionId: string, bytes = 2) => {
    const answers: KeepAnswer[] = []
    void keeper
      .keep(sectionId, isWhole => {
        states.push(isWhole)
        return { generation: 1, state: new Uint8Array(bytes) }
      })
      .then(answer => answers.push(answer))
    return answers
  }
  return { sent, states, keeper, keep }
}

const kept = (sectionId: string): KeepAnswer => ({ type: 'kept', sectionId, draftId: 'd' })
const settled = () => new Promise(resolve => setTimeout(resolve))

test('R1 what is asked before the line is up goes out with it, one after the other', async () => {
  const { sent, keeper, keep } = begin()
  const [first, second] = [keep('s1'), keep('s2')]
  expect(sent).toEqual([])
  keeper.welcomed()
  expect(sent.map(({ sectionId }) => sectionId)).toEqual(['s1'])
  keeper.answered(kept('s1'))
  expect(sent.map(({ sectionId }) => sectionId)).toEqual(['s1', 's2'])
  keeper.answered(kept('s2'))
  await settled()
  expect([first, second]).toEqual([[kept('s1')], [kept('s2')]])
})

test('R11 a line that breaks answers all; the next one sends only what is asked again', async () => {
  const { sent, keeper, keep } = begin()
  keeper.welcomed()
  const [first, second] = [keep('s1'), keep('s2')]
  keeper.lost()
  await settled()
  const unkept = (sectionId: string) => [{ type: 'unkept', sectionId, reason: 'unavailable' }]
  expect([first, second]).toEqual([unkept('s1'), unkept('s2')])
  keeper.welcomed()
  expect(sent).toHaveLength(1)
  keep('s2')
  expect(sent.at(-1)?.sectionId).toBe('s2')
})

test('R5 a gap is answered with the whole text, once', async () => {
  const { states, keeper, keep } = begin()
  keeper.welcomed()
  const answers = keep('s1')
  const gap: KeepAnswer = { type: 'unkept', sectionId: 's1', reason: 'gap' }
  keeper.answered(gap)
  expect(states).toEqual([false, true])
  keeper.answered(gap)
  await settled()
  expect(answers).toEqual([gap])
})

test('R11 what is too large to be sent is not, and the next one has its turn', async () => {
  const { sent, keeper, keep } = begin()
  keeper.welcomed()
  const large = keep('s1', limits.updateBytes + 1)
  keep('s2')
  await settled()
  expect(large).toEqual([{ type: 'unkept', sectionId: 's1', reason: 'too-large' }])
  expect(sent.map(({ sectionId }) => sectionId)).toEqual(['s2'])
})

test('R5 an answer about another section is not taken for one', async () => {
  const { keeper, keep } = begin()
  keeper.welcomed()
  const answers = keep('s1')
  keeper.answered(kept('s2'))
  await settled()
  expect(answers).toEqual([])
})
