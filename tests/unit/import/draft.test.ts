/** The state of the import page: edits with history, refusals that change nothing, words for what was done. */
import { describe, expect, test } from 'vitest'
import { act } from '../../../client/pages/import/plan-actions.ts'
import { type Draft, type Step, stepDraft } from '../../../client/pages/import/draft.ts'
import { previewOf } from '../../../client/pages/import/preview.ts'
import { readFile, readPasted } from '../../../client/pages/import/source-file.ts'
import { kindOf } from '../../../shared/import/file-kind.ts'
import { limits } from '../../../shared/limits.ts'

const long =
  '全镇播种水稻两万亩，总产一万吨，农户收入稳步增长，新修机耕道三公里，清淤沟渠十二公里，灌溉有保障。'
const text = `青溪镇2025年工作总结\n一、农业\n1、种植。${long}\n2、养殖。${long}\n二、教育\n${long}`

function begin(pasted = text): Draft {
  const read = readPasted(pasted)
  if (!read.ok) throw new Error(read.problem)
  return step(undefined, { do: 'begin', source: read.source })
}

function step(draft: Draft | undefined, ...steps: readonly Step[]): Draft {
  let now = draft
  for (const one of steps) now = stepDraft(now, one)
  if (!now) throw new Error('no draft')
  return now
}

const headings = (draft: Draft) => draft.plan.sections.map(({ heading }) => heading.text)

/** Presses a button of the toolbar. */
function press(draft: Draft, action: Parameters<typeof act>[1]): Draft {
  const steps: Step[] = []
  act(draft, action, one => steps.push(one))
  return step(draft, ...steps)
}

describe('I the draft of an import', () => {
  test('I it begins with the title and period found and the first section chosen', () => {
    expect(begin()).toMatchObject({ title: '青溪镇2025年工作总结', period: '2025年', chosen: 's1' })
  })

  test('I an edit can be undone and redone, the chosen section with it', () => {
    const merged = press(step(begin(), { do: 'choose', key: 's2' }), 'merge')
    expect(headings(merged)).toEqual(['农业'])
    expect(merged).toMatchObject({ chosen: 's1', said: { did: 'merge', heading: '教育' } })
    const undone = step(merged, { do: 'undo' })
    expect(headings(undone)).toEqual(['农业', '教育'])
    expect(undone.chosen).toBe('s2')
    expect(headings(step(undone, { do: 'redo' }))).toEqual(['农业'])
  })

  test('I a new edit forgets what was undone', () => {
    const undone = step(press(step(begin(), { do: 'choose', key: 's2' }), 'merge'), { do: 'undo' })
    expect(press(undone, 'exclude').future).toEqual([])
  })

  test('I a step that cannot be done changes nothing and says so', () => {
    const before = begin()
    const refused = press(before, 'merge')
    expect(refused.plan).toBe(before.plan)
    expect(refused.said).toEqual({ cannot: undefined })
    expect(step(before, { do: 'undo' }).said).toEqual({ cannot: undefined })
  })

  test('I the preview numbers what will be printed, and counts without what is left out', () => {
    const draft = begin()
    expect(previewOf(draft.plan).sections.map(({ number }) => number)).toEqual(['一、', '二、'])
    const less = press(draft, 'exclude')
    const preview = previewOf(less.plan)
    expect(preview.sections.map(({ number }) => number)).toEqual(['', '一、'])
    expect(preview).toMatchObject({ included: 1, words: previewOf(draft.plan).sections[1]?.words })
  })
})

describe('I the text that somebody brings', () => {
  const file = (bytes: readonly number[], name = 'a.txt') => new File([Uint8Array.from(bytes)], name)

  test('I a Word document is told by its bytes, whatever it is called', () => {
    expect(kindOf('a.txt', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0))).not.toBe('text')
    expect(kindOf('a.txt', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0))).not.toBe('text')
  })

  test('I too much text is refused before it is read', async () => {
    const big = new File([new Uint8Array(limits.importBytes + 1)], 'big.txt')
    expect(await readFile(big)).toEqual({ ok: false, problem: 'tooLarge' })
    expect(readPasted('字'.repeat(limits.importBytes / 3 + 1))).toEqual({ ok: false, problem: 'tooLarge' })
  })

  test('I an empty text is no summary', async () => {
    expect(await readFile(file([0x20, 0x0a]))).toEqual({ ok: false, problem: 'empty' })
    expect(readPasted('　\n')).toEqual({ ok: false, problem: 'empty' })
  })
})
