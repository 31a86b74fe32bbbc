/** The house's list as a table, and what the checks make of it. */
import { describe, expect, test } from 'vitest'
import { isGating } from '../../../shared/checks/gate.ts'
import type { RuleName } from '../../../shared/checks/finding.ts'
import { byteOrderMark, csvRow, readCsv } from '../../../shared/csv.ts'
import { readHouseCsv, writeHouseCsv } from '../../../shared/house-csv.ts'
import { houseKinds, houseListOf, type HouseWords } from '../../../shared/house-list.ts'
import { house as en } from '../../../shared/i18n/en/house.ts'
import { house as zh } from '../../../shared/i18n/zh/house.ts'
import { decodeText } from '../../../shared/import/decode.ts'
import { findingsIn } from './rules.ts'
import { expectNearlyLinear } from '../../support/growth.ts'

const entry = (kind: HouseWords['kind'], wording: string, instead = '', rank: number | null = null) => ({
  kind,
  wording,
  instead,
  rank,
  note: '',
})

const list: HouseWords[] = [
  entry('term', '老百姓', '群众'),
  entry('leader', '闻人敬', '党委书记', 1),
  entry('leader', '欧阳岚', '党委副书记、镇长', 2),
  entry('leader', '司马远', '副镇长', 3),
  entry('name', '云杉岭文化广场'),
  entry('short', '云溪县现代农业示范园', '云溪示范园'),
  entry('place', '松坡村'),
  entry('place', '柳湾村'),
  entry('foreign', '青石县'),
  entry('self', '我镇'),
]
const house = houseListOf(list)
const told = (rule: RuleName, text: string) => findingsIn({ text, house }, [rule]).map(({ quote }) => quote)

describe('C45 with the house’s list', () => {
  test.each<[RuleName, string, string[]]>([
    ['house-term', '为老百姓办实事。', ['老百姓']],
    ['house-term', '镇长闻人敬主持会议。', ['镇长闻人敬']],
    ['house-term', '党委书记闻人敬、镇长欧阳岚、副镇长司马远参加会议。', []],
    ['house-term', '副镇长欧阳岚到村调研。', ['副镇长欧阳岚'.slice(0)]],
    ['house-term', '时任镇长闻人敬主持会议，原镇长闻人敬出席。', []],
    ['house-term', '领导小组组长闻人敬部署工作。', []],
    ['house-term', '欧阳岚、闻人敬参加会议。', ['欧阳岚、闻人敬']],
    ['house-term', '闻人敬、欧阳岚、司马远参加会议。', []],
    ['house-term', '欧阳岚调研后，闻人敬听取汇报。', []],
    [
      'name-variant',
      '在云杉领文化广场举办活动，云杉领文化广场人山人海。',
      ['云杉领文化广场', '云杉领文化广场'],
    ],
    ['name-variant', '在云杉岭文化广场举办活动。', []],
    ['name-variant', '云溪县现代农业示范圆完成投资，云溪示范园开园。', ['云溪县现代农业示范圆']],
    ['foreign-name', '组织青石县各村参加培训。', ['青石县']],
    ['foreign-name', '赴青石县考察学习。', []],
    ['foreign-name', '在石桥村，建成文化广场。', ['石桥村']],
    ['foreign-name', '在松坡村，建成文化广场。建设美丽乡村，全村受益。', []],
    ['self-reference', '我县高度重视，全力推进。', ['我县']],
    ['self-reference', '我镇高度重视，我局配合。', []],
  ])('%s in %s', (rule, text, quotes) => {
    expect(told(rule, text)).toEqual(quotes)
  })

  test('C45 a fix is the list’s wording; names side by side are exchanged', () => {
    const fixes = (text: string) =>
      findingsIn({ text, house }, ['house-term', 'name-variant', 'self-reference']).map(
        ({ fix }) => fix?.edits[0]?.text,
      )
    expect(fixes('为老百姓办实事。')).toEqual(['群众'])
    expect(fixes('欧阳岚、闻人敬参加会议。')).toEqual(['闻人敬、欧阳岚'])
    expect(fixes('我县高度重视。')).toEqual(['我镇'])
  })

  test('C7 C45 the cost of a list and a text as long as they may be grows with both, not with their product', () => {
    expectNearlyLinear(
      300,
      size => ({
        house: houseListOf(Array.from({ length: size }, (_, at) => entry('name', `云杉岭第${at}号文化广场`))),
        text: '在云杉领第7号文化广场举办活动，群众踊跃参加，累计接待三千人次。'.repeat(size),
      }),
      made => expect(findingsIn(made, ['name-variant']).length).toBeGreaterThan(0),
    )
  })
})

describe('the list as CSV', () => {
  test('C44 leaves and comes back the same, in both languages, formulas and all', () => {
    const wild = [...list, entry('term', '=1+1', '-2'), entry('name', 'a"b，c'), entry('name', '＋五')]
    for (const words of [zh, en]) {
      const text = byteOrderMark + writeHouseCsv(wild, words)
      expect(text).not.toMatch(/(?:^|,)"[=+\-@＝＋]/mu)
      const { entries, problems } = readHouseCsv(decodeText(new TextEncoder().encode(text)).text)
      expect(problems).toEqual([])
      expect(new Set(entries.map(one => JSON.stringify(one)))).toEqual(
        new Set(wild.map(one => JSON.stringify(one))),
      )
    }
  })

  test('C44 a table of GB18030, of tabs or semicolons, and one of two columns are read', () => {
    // 规范表述,老百姓,群众 as WPS saves it.
    const bytes = [
      0xb9, 0xe6, 0xb7, 0xb6, 0xb1, 0xed, 0xca, 0xf6, 0x2c, 0xc0, 0xcf, 0xb0, 0xd9, 0xd0, 0xd5, 0x2c, 0xc8,
      0xba, 0xd6, 0xda, 0x0d, 0x0a,
    ]
    const [own] = list
    expect(readHouseCsv(decodeText(new Uint8Array(bytes)).text).entries).toEqual([own])
    expect(readHouseCsv('规范表述\t老百姓\t群众\n').entries).toEqual([own])
    expect(readHouseCsv('误写;规范写法\r\n老百姓;群众').entries).toEqual([own])
    expect(readHouseCsv('自称,我镇').entries).toEqual([entry('self', '我镇')])
  })

  test('C44 what cannot be taken is named by its row, and the others count', () => {
    const rows = [
      ['类别', '写法', '应为', '顺序', '备注'],
      ['规范表述', '老百姓', '群众'],
      ['怪类', '甲'],
      ['规范表述', '乙', '乙'],
      ['领导', '闻人敬', '书记', '第一'],
      ['名称', ''],
      ['名称', '长'.repeat(200)],
      ['规范表述', '老百姓', '人民'],
    ]
    const { entries, problems } = readHouseCsv(rows.map(csvRow).join(''))
    expect(entries).toEqual([list[0]])
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'kind'],
      [4, 'instead'],
      [5, 'rank'],
      [6, 'empty'],
      [7, 'long'],
      [8, 'twice'],
    ])
  })

  test('C44 no bytes break the reader', () => {
    for (const text of ['', '"', '"a', '"a"b,c', ',,,', '\r\n\r\n', '"a""b"\n'])
      expect(Array.isArray(readCsv(text))).toBe(true)
    expect(readCsv('"a"x,b\r\n"c\nd",e')).toEqual([
      ['a', 'b'],
      ['c\nd', 'e'],
    ])
  })

  test('C44 every kind has its words', () => {
    for (const kind of houseKinds) expect(readHouseCsv(`${kind},甲,乙`).entries[0]?.kind).toBe(kind)
  })
})

test('C42 all errors gate where nothing is chosen; chosen rules gate with their warnings, hints never', () => {
  const finding = (rule: RuleName, severity: 'error' | 'warning' | 'info') => ({ rule, severity })
  expect(isGating(finding('sum', 'error'), null)).toBe(true)
  expect(isGating(finding('house-term', 'warning'), null)).toBe(false)
  expect(isGating(finding('house-term', 'warning'), ['house-term'])).toBe(true)
  expect(isGating(finding('sum', 'error'), ['house-term'])).toBe(false)
  expect(isGating(finding('stale-year', 'info'), ['stale-year'])).toBe(false)
  expect(isGating(finding('secrecy-mark', 'error'), [])).toBe(true)
})
