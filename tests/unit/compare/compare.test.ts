/** Comparing texts and reports: nothing is lost or invented, and a change is what a reader would call one. */
import { array, assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSegment } from '../../../shared/segment.ts'
import { allSections, assemble } from '../../../shared/assemble/assemble.ts'
import { compareBlocks } from '../../../shared/compare/blocks.ts'
import { isSame } from '../../../shared/compare/counts.ts'
import type { BlockDifference, Piece } from '../../../shared/compare/difference.ts'
import { figuresIn } from '../../../shared/compare/figures.ts'
import { keyOf } from '../../../shared/compare/normal.ts'
import { compareReports } from '../../../shared/compare/reports.ts'
import type { Block, Inline, Text } from '../../../shared/schema/text.ts'
import { inlineText } from '../../../shared/schema/text.ts'
import { doc, h, image, p, reportOf, section, table, ul, words } from '../paper/literals.ts'
import { reports, type Written } from '../round/reports.ts'
import { edited } from './edits.ts'
import { blocksOfSide, sectionsOfSide } from './sides.ts'
import { expectNearlyLinear } from '../../support/growth.ts'

const segment = makeSegment()
const compare = (old: readonly Block[], next: readonly Block[]) => compareBlocks(old, next, segment)

/** [gone], {come}, <set otherwise>. */
function read(pieces: readonly Piece[]): string {
  return pieces
    .map(piece => {
      if (piece.kind === 'look') return `<${inlineText(piece.new)}>`
      const text = inlineText(piece.content)
      return piece.kind === 'same' ? text : piece.kind === 'removed' ? `[${text}]` : `{${text}}`
    })
    .join('')
}

function readBlock(one: BlockDifference): string {
  if (one.kind === 'same') return '='
  if (one.kind === 'removed') return one.move === null ? '-' : `↑${one.move}`
  if (one.kind === 'added') return one.move === null ? '+' : `↓${one.move}`
  return one.inside.type === 'words' ? read(one.inside.pieces) : one.inside.type
}
const lines = (old: string, next: string) =>
  compare([p(old)], [p(next)])
    .map(readBlock)
    .join(' ')

const steps = array(integer({ min: 0, max: 4000 }), { maxLength: 8 })
const assembled = ({ report, texts }: Written) => assemble(report, texts)
const keys = (blocks: readonly Block[]) => blocks.map(keyOf)

describe('words', () => {
  test('D21 a number is never split, and its unit stays', () => {
    expect(lines('全年完成投资3.5亿元，增长12%。', '全年完成投资3.8亿元，增长12.5%。')).toBe(
      '全年完成投资[3.5]{3.8}亿元，增长[12]{12.5}%。',
    )
    expect(lines('收到来信1,234件。', '收到来信1,243件。')).toBe('收到来信[1,234]{1,243}件。')
    expect(lines('修路二十三公里。', '修路二十五公里。')).toBe('修路[二十三]{二十五}公里。')
    expect(figuresIn('投资3.5亿元，增长12%，共8户').map(({ from, to }) => [from, to])).toEqual([
      [2, 7],
      [10, 13],
      [15, 17],
    ])
  })

  test('D22 sentences that both have stay whole, a rewritten one is one change', () => {
    expect(lines('甲村修桥。乙村修路。', '甲村修桥。丙村建校舍，孩子就近入学。乙村修路。')).toBe(
      '甲村修桥。{丙村建校舍，孩子就近入学。}乙村修路。',
    )
    expect(lines('渡口整修，夜里有灯。', '渡口整修，汛前完工，夜里有灯。')).toBe(
      '渡口整修，{汛前完工，}夜里有灯。',
    )
    const rewritten = lines('我们认真组织学习，提高干部认识水平。', '全镇开办夜校十二期，农技员到田头讲课。')
    expect(rewritten.split('[').length - 1).toBeLessThanOrEqual(2)
  })

  test('D23 the same words set otherwise are told as such', () => {
    const bold: Inline = { type: 'text', text: '修路', marks: [{ type: 'bold' }] }
    const [one] = compare(
      [p('今年修路十里')],
      [{ type: 'paragraph', content: [words('今年'), bold, words('十里')] }],
    )
    expect(one && readBlock(one)).toBe('今年<修路>十里')
  })
})

describe('blocks', () => {
  const moved = '夜里报修有人接，路灯坏了当天修好。'

  test('D24 a paragraph that stands elsewhere is moved, its changed words told', () => {
    expect(compare([p(moved), p('甲'), p('乙')], [p('甲'), p('乙'), p(moved)]).map(readBlock)).toEqual([
      '↑1',
      '=',
      '=',
      '↓1',
    ])
    const [, , , last] = compare(
      [p(moved), p('甲'), p('乙')],
      [p('甲'), p('乙'), p(moved.replace('当天', '两天内'))],
    )
    expect(last).toMatchObject({ kind: 'added', move: 1 })
    expect(last?.kind === 'added' && last.inside?.type === 'words' && read(last.inside.pieces)).toBe(
      '夜里报修有人接，路灯坏了[当天]{两天内}修好。',
    )
    expect(compare([p('同上'), p('甲')], [p('甲'), p('同上')]).map(readBlock)).not.toContain('↑1')
  })

  test('D25 lists item by item, tables row by row and cell by cell, or as wholes', () => {
    const [list] = compare([ul('甲村修桥', '乙村修路')], [ul('甲村修桥', '丙村建校', '乙村修路')])
    expect(list).toMatchObject({
      kind: 'changed',
      inside: { items: [{ kind: 'same' }, { kind: 'added' }, { kind: 'same' }] },
    })
    const old = table(['项目', '数'], ['村道', '12'], ['桥灯', '40'])
    const [cells] = compare([old], [table(['项目', '数'], ['村道', '15'], ['水渠', '7'], ['桥灯', '40'])])
    expect(cells).toMatchObject({
      kind: 'changed',
      inside: {
        rows: [{ kind: 'same' }, { kind: 'changed' }, { kind: 'added' }, { kind: 'same' }],
      },
    })
    const wider = table(['项目', '单位', '数'], ['村道', '公里', '12'], ['桥灯', '盏', '40'])
    expect(compare([old], [wider]).map(readBlock)).toEqual(['-', '+'])
    const captions = compare(
      [image('i000000000000001', { caption: '图1　晒场' })],
      [image('i000000000000001', { caption: '图2　晒场' })],
    )
    expect(captions.map(readBlock)).toEqual(['图[1]{2}　晒场'])
  })

  test('D20 either side of a comparison is that side, block by block', () => {
    assert(
      property(reports, steps, (written, drawn) => {
        const other = edited(written, drawn)
        const all = ({ texts }: Written) => [...texts.values()].flatMap(text => text.content)
        const differences = compare(all(written), all(other))
        expect(keys(blocksOfSide(differences, 'old'))).toEqual(keys(all(written)))
        expect(keys(blocksOfSide(differences, 'new'))).toEqual(keys(all(other)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('reports', () => {
  const parts = [
    section('a', null, 1, '渡口整修'),
    section('b', null, 1, '村道养护'),
    section('c', 'b', 2, '桥灯更换'),
    section('d', null, 1, '下一步打算'),
  ]
  const texts = new Map<string, Text>([
    ['a', doc(p('渡口整修汛前完工，夜里有灯。'))],
    ['b', doc(p('村道养护四十公里。'))],
    ['c', doc(p('桥灯换了四十盏。'), h(1, '收尾'))],
    ['d', doc(p('明年再修十里。'))],
  ])
  const old = assemble(reportOf(parts), texts)
  const [a, b, c, d] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0], (typeof parts)[0]]

  test('D26 a moved section is moved, what is below it goes along, and numbers are no difference', () => {
    const next = assemble(reportOf([b, c, { ...a, heading: '渡口整修和通航' }]), texts)
    const { sections, counts } = compareReports(old, next, segment)
    expect(sections.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'a left',
      'b kept',
      'c kept',
      'd removed',
      'a arrived',
    ])
    expect(read(sections.at(-1)?.heading ?? [])).toBe('渡口整修{和通航}')
    expect(counts.sections).toEqual({ added: 0, removed: 1, moved: 1, renamed: 1 })
    const behind = compareReports(old, assemble(reportOf([a, d, b, c]), texts), segment)
    const told = behind.sections.filter(({ kind }) => kind === 'arrived')
    expect(told.map(({ id, along }) => [id, along])).toEqual([['d', false]])
  })

  test('D27 what stands around the text is compared line by line', () => {
    const matter = { addressee: '县人民政府', signature: '枫渡镇人民政府' }
    const left = assemble(reportOf(parts, { matter }), texts)
    const right = assemble(reportOf(parts, { matter: { ...matter, addressee: '市人民政府' } }), texts)
    const { matter: lines, counts } = compareReports(left, right, segment)
    expect(lines.map(({ field, pieces }) => `${field} ${read(pieces)}`)).toEqual([
      'title 枫渡镇2026年工作总结',
      'addressee [县]{市}人民政府：',
      'signature 枫渡镇人民政府',
    ])
    expect(counts.matter).toBe(1)
  })

  test('D28 the same report has no differences, and a changed figure counts as one', () => {
    expect(isSame(compareReports(old, old, segment).counts)).toBe(true)
    const next = assemble(
      reportOf(parts),
      new Map([...texts, ['b', doc(p('村道养护45公里。'), p('桥灯换了四十盏。'))], ['c', doc(h(1, '收尾'))]]),
    )
    const { counts } = compareReports(old, next, segment)
    expect(isSame(counts)).toBe(false)
    expect(counts).toMatchObject({ added: 0, removed: 0, changed: 1, moved: 1, figures: 1 })
  })

  test('D20 either side of a comparison of reports is that report, in its order', () => {
    const sides = (written: Written) =>
      allSections(assembled(written)).map(({ id, heading, showsHeading, blocks }) => ({
        id,
        heading: showsHeading ? heading : '',
        blocks: keys(blocks.map(({ block }) => block)),
      }))
    assert(
      property(reports, steps, (written, drawn) => {
        const other = edited(written, drawn)
        const { sections } = compareReports(assembled(written), assembled(other), segment)
        const read = (side: 'old' | 'new') =>
          sectionsOfSide(sections, side).map(one => ({ ...one, blocks: keys(one.blocks) }))
        expect(read('old')).toEqual(sides(written))
        expect(read('new')).toEqual(sides(other))
      }),
      { numRuns: 60 },
    )
  })

  test('D29 what long texts with nothing in common cost to compare grows nearly with their length', () => {
    const made = (size: number, seed: number) =>
      Array.from({ length: size }, (_, at) =>
        p(
          Array.from({ length: 60 }, (_, i) =>
            String.fromCodePoint(0x4e00 + ((at * 61 + i * 7 + seed * 911) % 5000)),
          ).join(''),
        ),
      )
    expectNearlyLinear(
      60,
      size => [made(size, 1), made(size, 2)] as const,
      sides => expect(compare(...sides).length).toBeGreaterThan(0),
    )
  })
})
