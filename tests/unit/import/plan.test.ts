/** What an import makes of a text: outline, run-in headings, matter, drops and doubts, situation by situation. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../shared/import/decode.ts'
import type { DoubtKind, ImportPlan, PlanBlock } from '../../../shared/import/import-plan.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { textOf } from '../../../shared/import/source.ts'
import { limits } from '../../../shared/limits.ts'
import { emptyMatter } from '../../../shared/report.ts'

const fixture = (name: string) =>
  planImport(decodeText(readFileSync(new URL(`../../fixtures/import/${name}`, import.meta.url))).text)

/** Level dots and heading; a trailing - marks an unnumbered section. */
const outline = (plan: ImportPlan) =>
  plan.sections.map(
    ({ level, heading, numbered }) => `${'.'.repeat(level)}${heading.text || '∅'}${numbered ? '' : '-'}`,
  )

/** A block as words: «run-in»rest, # heading (level), plain text. */
function blockWords(plan: ImportPlan, { kind, level, numbered, head, body }: PlanBlock): string {
  const text = textOf(plan.source, body)
  if (kind === 'heading') return `${'#'.repeat(level)}${numbered ? '' : '-'} ${text}`
  return head.length === 0 ? text : `${level}«${textOf(plan.source, head)}»${text}`
}

const textIn = (plan: ImportPlan, heading: string) => {
  const section = plan.sections.find(candidate => candidate.heading.text === heading)
  return section?.blocks.map(block => blockWords(plan, block))
}

const doubtsOf = (plan: ImportPlan, severity?: 'warning') =>
  plan.doubts
    .filter(doubt => severity === undefined || doubt.severity === severity)
    .map(({ line, kind }) => `${line} ${kind}`)

const long =
  '全镇播种水稻两万亩，总产一万吨，农户收入稳步增长，新修机耕道三公里，清淤沟渠十二公里，灌溉有保障。'

describe('I a summary as offices write it', () => {
  const plan = fixture('plain.txt')

  test('I title, period, addressee, signature and date are told from the text', () => {
    expect(plan.title.text).toBe('青溪镇2025年度工作总结')
    expect(plan.period).toBe('2025年度')
    expect(plan.matter).toEqual({
      ...emptyMatter,
      addressee: '各村（居）、镇直各部门',
      signature: '青溪镇人民政府',
      date: '2025-12-28',
      signaturePlace: 'end',
    })
  })

  test('I the outline follows 一、（一）1. and the text before it is the preamble', () => {
    expect(outline(plan)).toEqual([
      '.∅-',
      '.主要工作情况',
      '..稳住粮食生产',
      '..做实民生保障',
      '..推进集镇整治',
      '.存在的主要问题',
      '.下一步工作打算',
      '..延长产业链条',
      '..补齐设施短板',
    ])
    expect(plan.sections.map(({ role }) => role)).toEqual([
      'preamble',
      'work',
      null,
      null,
      null,
      'problems',
      'plan',
      null,
      null,
    ])
  })

  test('I siblings that all run in stay in their parent as spans', () => {
    expect(textIn(plan, '做实民生保障')).toEqual([
      '1«兜底救助更及时。»全年发放临时救助金38.5万元，惠及146户。',
      '1«养老服务更便利。»新建村级助餐点4个，日均就餐210人次。',
    ])
  })

  test('I 一、 opens a section even where it runs in: the first sentence is the heading', () => {
    expect(textIn(plan, '下一步工作打算')).toEqual(['围绕全年任务，早谋划、早启动。'])
  })

  test('I 1、2、3号 and 一是 number nothing and stay text', () => {
    expect(textIn(plan, '推进集镇整治')).toEqual(['1、2、3号泵站全部完成检修，老街排水改造竣工。'])
    expect(textIn(plan, '稳住粮食生产')?.[1]).toMatch(/^一是抓住春耕时机/)
    expect(textIn(plan, '存在的主要问题')).toHaveLength(1)
  })

  test('I sentences under a number keep it as text', () => {
    expect(textIn(plan, '补齐设施短板')).toEqual(['（1）修复破损道路5公里。', '（2）更换老旧水表320只。'])
  })

  test('I nothing is doubtful in a clean text', () => expect(plan.doubts).toEqual([]))
})

describe('I signature and date', () => {
  test('I both under the title, in hanzi and brackets', () => {
    const plan = fixture('signed-under-title.txt')
    expect(plan.title.text).toBe('石桥社区2025年上半年工作总结')
    expect(plan.period).toBe('2025年上半年')
    expect(plan.matter).toMatchObject({
      signature: '石桥社区居委会',
      date: '2025-07-03',
      signaturePlace: 'title',
    })
  })

  test('I 第一部分 opens an unnumbered section with 一、 below it', () => {
    expect(outline(fixture('signed-under-title.txt'))).toEqual([
      '.∅-',
      '.第一部分 上半年工作-',
      '..环境整治',
      '..为老服务',
      '.第二部分 存在问题和下半年安排-',
      '..存在问题',
      '..下半年安排',
    ])
  })

  test.each([
    [`总结\n${long}\n青溪镇人民政府 2025年3月1日`, '青溪镇人民政府', '2025-03-01'],
    [`总结\n${long}\n汇报人：顾予宁\n2025.3.1`, '汇报人：顾予宁', '2025-03-01'],
    [`总结\n${long}\n青溪镇农业办\n青溪镇水利站\n2025年3月1日`, '青溪镇农业办 青溪镇水利站', '2025-03-01'],
    [`总结\n${long}\n青溪镇水利站`, '青溪镇水利站', null],
  ])('I at the end, in any of its forms: %#', (text, signature, date) => {
    expect(planImport(text).matter).toMatchObject({ signature, date, signaturePlace: 'end' })
  })

  test('I a date that is not filled in is dropped and pointed at', () => {
    const plan = fixture('messy.txt')
    expect(plan.matter.date).toBeNull()
    expect(plan.dropped.find(({ reason }) => reason === 'unfilled-date')).toMatchObject({
      line: 15,
      text: '20xx年x月x日',
    })
    expect(doubtsOf(plan)).toContain('15 unfilled-date')
  })

  test('I no day is made up: 30 February is no date of the report', () => {
    expect(planImport(`总结\n${long}\n青溪镇政府\n2025年2月30日`).matter.date).toBeNull()
  })
})

describe('I several summaries in one file', () => {
  const plan = fixture('pieces.txt')

  test('I each piece is an unnumbered section and everything in it moves one level down', () => {
    expect(outline(plan)).toEqual([
      '.乡镇工作总结篇一-',
      '..道路建设',
      '..水利建设',
      '..2026年工作思路-',
      '...发展大棚蔬菜',
      '...整治村容村貌',
      '.乡镇工作总结篇二-',
      '.乡镇工作总结篇三-',
      '..文化活动',
      '..体育活动',
      '.∅-',
      '..卫生工作',
      '..教育工作',
    ])
  })

  test('I a restart under an unnumbered heading is explained, one without is a lost title', () => {
    expect(doubtsOf(plan, 'warning')).toEqual(['28 lost-title'])
  })

  test('I run-in headings right under a piece stay in its text', () => {
    expect(textIn(plan, '乡镇工作总结篇二')?.map(words => words.slice(0, 8))).toEqual([
      '1«加强学习。»',
      '1«转变作风。»',
    ])
  })

  test('I the words of the web page around them are dropped, and listed', () => {
    const listed = plan.dropped.filter(({ reason }) => reason === 'residue' || reason === 'title-ornament')
    expect(listed.map(({ line, text }) => [line, text.slice(0, 8)])).toEqual([
      [1, '(精选3篇)'],
      [3, '总结是对一段时间'],
      [33, '本文来源：www'],
      [34, '上一篇：社区工作'],
    ])
  })

  test('I inside a sentence such words stay, as a doubt', () => {
    const plan = planImport(
      `总结\n一、甲乙工作\n${long}今天小编整理了这些材料。\n${long}\n二、丙丁工作\n${long}`,
    )
    expect(doubtsOf(plan)).toContain('3 residue')
    expect(plan.dropped.some(({ reason }) => reason === 'residue')).toBe(false)
  })

  test('I pieces without a title of their own lend theirs to the report', () => {
    const plan = planImport(`年度工作总结 篇1\n${long}\n年度工作总结 篇2\n${long}`)
    expect(plan.title).toEqual({ text: '年度工作总结', spans: [] })
    expect(outline(plan)).toEqual(['.年度工作总结 篇1-', '.年度工作总结 篇2-'])
  })

  test('I behind a bare 篇一 the next short line is the title', () => {
    const plan = planImport(`范文汇编\n篇一\n河湾村工作回顾\n${long}\n篇二\n石桥村工作回顾\n${long}`)
    expect(outline(plan)).toEqual(['.河湾村工作回顾-', '.石桥村工作回顾-'])
  })

  test('I a title-less text begins at the line that alone is indented', () => {
    const plan = planImport(
      `总结\n一、甲乙\n${long}\n二、丙丁\n${long}\n${long}\n　　新的一年开始了，${long}\n一、戊己\n${long}\n二、庚辛\n${long}`,
    )
    expect(outline(plan)).toEqual(['.∅-', '..甲乙', '..丙丁', '.∅-', '..戊己', '..庚辛'])
    expect(plan.sections[3]?.line).toBe(7)
    expect(plan.sections[3]?.blocks).toHaveLength(1)
  })
})

describe('I a text that was damaged on its way', () => {
  const plan = fixture('messy.txt')

  test('I quote signs go, 一： counts as 一、, lost digits come back', () => {
    expect(outline(plan)).toEqual(['.强化责任落实', '.强化宣传教育', '.存在的问题'])
    expect(textIn(plan, '强化宣传教育')?.map(words => words.slice(0, 9))).toEqual([
      '2«发放宣传册三千',
      '2«组织应急演练»',
      '2«开展专项检查。',
    ])
  })

  test('I every kind of damage is pointed at, by its line', () => {
    const expected: [number, DoubtKind][] = [
      [6, 'broken-paragraph'],
      [8, 'number-repeated'],
      [9, 'number-restored'],
      [10, 'unknown-mark'],
      [11, 'number-gap'],
      [12, 'number-gap'],
      [13, 'number-start'],
      [13, 'unbalanced'],
      [13, 'halfwidth-brackets'],
      [15, 'unfilled-date'],
    ]
    for (const [line, kind] of expected) expect(doubtsOf(plan)).toContain(`${line} ${kind}`)
  })

  test('I gaps say what was expected', () => {
    expect(plan.doubts.find(({ line }) => line === 11)?.values).toMatchObject({ expected: '3.', found: '4.' })
  })

  test('I 3、4月 is item three behind item two, and a range of months elsewhere', () => {
    const list = planImport(`总结\n一、活动\n1、赛事。${long}\n2、培训。${long}\n3、4月举办运动会。${long}`)
    expect(textIn(list, '活动')?.[2]).toMatch(/^2«4月举办运动会。»/)
    const text = planImport(`总结\n一、活动\n3、4月举办运动会。${long}`)
    expect(textIn(text, '活动')?.[0]).toMatch(/^3、4月/)
  })

  test('I the same paragraph twice is linked to the first', () => {
    const doubled = planImport(`总结\n一、甲乙\n${long}\n二、丙丁\n${long}`)
    expect(doubled.doubts).toMatchObject([{ kind: 'duplicate', line: 5, values: { other: 3 } }])
  })
})

describe('I which numbers become sections', () => {
  test('I siblings of which one stands on its own line all become sections', () => {
    const plan = planImport(`总结\n一、甲乙工作\n（一）开好头。${long}\n（二）收好尾\n${long}`)
    expect(outline(plan)).toEqual(['.甲乙工作', '..开好头', '..收好尾'])
  })

  test('I headings below the third level become headings inside the text', () => {
    const plan = planImport(`总结\n一、甲\n（一）乙\n1.丙\n（1）丁戊\n${long}\n①己庚\n${long}`)
    expect(outline(plan)).toEqual(['.甲', '..乙', '...丙'])
    expect(textIn(plan, '丙')).toEqual(['# 丁戊', long, '## 己庚', long])
  })

  test('I 1. under 一、 keeps its shape as a run-in heading', () => {
    const plan = planImport(`总结\n一、甲乙工作\n1.开好头。${long}\n2.收好尾。${long}`)
    expect(textIn(plan, '甲乙工作')?.map(words => words.slice(0, 6))).toEqual(['2«开好头。', '2«收好尾。'])
  })

  test('I a list of long paragraphs keeps its numbers as text', () => {
    const plan = planImport(`总结\n一、甲乙工作\n1、${long}\n2、${long.slice(2)}`)
    expect(textIn(plan, '甲乙工作')?.map(words => words.slice(0, 4))).toEqual(['1、全镇', '2、播种'])
  })

  test('I among run-in headings a long sentence gives up its first clause, as a guess', () => {
    const tail =
      '进一步摸清底数，科学安排，合理布局，扎实开展建档立卡工作，确保不漏一户、不落一人，为下一步打好基础。'
    const plan = planImport(
      `总结\n一、甲乙工作\n1、开好头。${long}\n2、收好尾。${long}\n3、落实会议精神，${tail}`,
    )
    expect(textIn(plan, '甲乙工作')?.[2]).toBe(`2«落实会议精神，»${tail}`)
    expect(doubtsOf(plan)).toContain('5 heading-end')
  })

  test('I a bare outline becomes empty sections to be filled', () => {
    const plan = planImport('总结\n一、工作情况\n（一）农业\n1.种植\n2.养殖\n（二）教育\n二、打算')
    expect(outline(plan)).toEqual(['.工作情况', '..农业', '...种植', '...养殖', '..教育', '.打算'])
  })

  test('I three short sentences before long paragraphs are headings where nothing is numbered', () => {
    const part = (words: string) => `${words}\n${long}${long}`
    const plan = planImport(
      `总结\n${part('领导重视，基础打牢。')}\n${part('教研交流，水平提高。')}\n${part('扎根讲台，成效明显。')}`,
    )
    expect(outline(plan)).toEqual(['.领导重视，基础打牢-', '.教研交流，水平提高-', '.扎根讲台，成效明显-'])
  })

  test('I a text without any heading is one section', () => {
    const plan = planImport(`总结\n${long}\n${long}`)
    expect(outline(plan)).toEqual(['.∅-'])
    expect(plan.sections[0]).toMatchObject({ role: null, blocks: [{}, {}] })
  })

  test('I an empty text has no section', () => expect(planImport(' \n\n').sections).toEqual([]))

  test('I too many sections move into the texts, and it is said', () => {
    const body = Array.from(
      { length: 99 },
      (_, at) => `（${at % 10 < 9 ? '一' : '二'}）标题${at}\n${long}`,
    ).join('\n')
    const plan = planImport(`总结\n${Array.from({ length: 6 }, () => `一、甲乙\n${body}`).join('\n')}`)
    expect(plan.sections.length).toBeLessThanOrEqual(limits.sectionsPerReport)
    expect(doubtsOf(plan)).toContain('2 too-many-sections')
  })
})
