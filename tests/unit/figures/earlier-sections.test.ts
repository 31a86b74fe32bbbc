/** Which section of last year's report a section goes back to, by its heading. */
import { expect, test } from 'vitest'
import { type HeadedSection, matchEarlierSections } from '../../../shared/earlier-sections.ts'

type Made = readonly [id: string, heading: string, parentId?: string]
const made = (sections: readonly Made[]): HeadedSection[] =>
  sections.map(([id, heading, parentId = null]) => ({
    id,
    heading,
    parentId,
    level: parentId === null ? 1 : 2,
  }))
const links = (now: readonly Made[], before: readonly Made[]) =>
  Object.fromEntries(matchEarlierSections(made(now), made(before)))

test('T22 the same heading is the same section, years and numbers aside', () => {
  const before: Made[] = [
    ['x', '一、2026年主要工作'],
    ['y', '2027年打算'],
  ]
  expect(
    links(
      [
        ['b', '2028年打算'],
        ['a', '2027年主要工作'],
      ],
      before,
    ),
  ).toEqual({ a: 'x', b: 'y' })
})

test('T22 among several of one heading that of the same chapter', () => {
  const before: Made[] = [
    ['farm', '农业农村'],
    ['farm-why', '存在问题', 'farm'],
    ['build', '规划建设'],
    ['build-why', '存在问题', 'build'],
  ]
  const now: Made[] = [
    ['b', '规划建设'],
    ['b1', '存在问题', 'b'],
    ['a', '农业农村'],
    ['a1', '存在问题', 'a'],
  ]
  expect(links(now, before)).toEqual({ a: 'farm', a1: 'farm-why', b: 'build', b1: 'build-why' })
})

test('T22 else the clearly nearest, each once; a number alone says nothing', () => {
  expect(links([['a', '乡村振兴和农业工作']], [['x', '农业工作']])).toEqual({ a: 'x' })
  expect(links([['a', '一、党的建设']], [['x', '一、财政收支']])).toEqual({})
  expect(
    links(
      [
        ['a', '农业工作'],
        ['b', '农业'],
      ],
      [['x', '农业工作']],
    ),
  ).toEqual({ a: 'x' })
})
