/** The pure rules of 征求意见. */
import { expect, test } from 'vitest'
import { assemble } from '../../shared/assemble/assemble.ts'
import {
  beginning,
  consultedText,
  isDecidable,
  isLate,
  needsDecisionsFirst,
  needsReason,
  saysTheSame,
} from '../../shared/consult.ts'
import { emptyMatter, stages } from '../../shared/report.ts'
import type { Text } from '../../shared/schema/text.ts'

test('Q1 a round begins in the stage consulting, earlier by moving on, later not at all', () => {
  expect(stages.map(beginning)).toEqual(['advance', 'advance', 'now', 'never', 'never', 'never'])
})

test('Q1 the frozen text has the numbers, one line a block, and no heading where none is shown', () => {
  const section = { parentId: null, level: 1, floor: null, ceiling: null }
  const sections = [
    { ...section, id: 'a', heading: '', numbered: false, role: 'preamble' as const },
    { ...section, id: 'b', heading: '农田水利', numbered: true, role: null },
  ]
  const paragraph = (text: string) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text }],
  })
  const texts = new Map<string, Text>([
    ['a', { type: 'doc', content: [paragraph('今年以来。')] }],
    [
      'b',
      {
        type: 'doc',
        content: [
          {
            type: 'heading',
            attrs: { level: 1, numbered: true },
            content: [{ type: 'text', text: '修渠' }],
          },
          paragraph('十二公里。'),
        ],
      },
    ],
  ])
  const report = { title: '总结', matter: emptyMatter, wordsCeiling: null, sections }
  expect(consultedText(assemble(report, texts))).toEqual({
    title: '总结',
    sections: [
      { id: 'a', level: 1, label: '', showsHeading: false, lines: ['今年以来。'] },
      { id: 'b', level: 1, label: '一、农田水利', showsHeading: true, lines: ['（一）修渠', '十二公里。'] },
    ],
  })
})

test('Q4 late is after the deadline, and nobody who has not answered', () => {
  const due = '2026-12-03T10:00:00.000Z'
  expect(isLate(null, due)).toBe(false)
  expect(isLate(due, due)).toBe(false)
  expect(isLate('2026-12-03T10:00:00.001Z', due)).toBe(true)
})

test('Q6 all but 采纳 need a reason; other words are another opinion; nothing is decided in the archive', () => {
  expect([needsReason('adopted'), needsReason('partly'), needsReason('rejected')]).toEqual([
    false,
    true,
    true,
  ])
  const said = { sectionId: 'a', quote: '句', text: '改' }
  expect(saysTheSame(said, { ...said })).toBe(true)
  for (const other of [{ sectionId: null }, { quote: '' }, { text: '改了' }])
    expect(saysTheSame(said, { ...said, ...other })).toBe(false)
  expect(stages.filter(stage => !isDecidable(stage))).toEqual(['archived'])
})

test('Q8 the stages after consulting ask for decisions first', () => {
  expect(stages.filter(needsDecisionsFirst)).toEqual(['review', 'final', 'archived'])
})
