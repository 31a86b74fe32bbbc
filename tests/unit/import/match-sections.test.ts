/** Files of departments find their sections, and are left to a person where they could be for two. */
import { describe, expect, test } from 'vitest'
import { matchSection, type SectionPlace } from '../../../shared/import/match-sections.ts'

const place = (id: string, number: string, heading: string, lead = '', co: string[] = []): SectionPlace => ({
  id,
  number,
  heading,
  lead,
  co,
  level: number.startsWith('（') ? 2 : 1,
})
const places = [
  place('farm', '一、', '农业农村工作', '农业农村办公室'),
  place('water', '二、', '水利建设情况', '水务所', ['农业农村办公室']),
  place('money', '三、', '增收节支', '财政所'),
  place('safe', '四、', '安全生产', '应急管理办公室'),
  place('flood', '（一）', '防汛抗旱', '应急管理办公室'),
  place('fire', '（二）', '消防安全', '应急管理办公室'),
  place('next', '五、', '下一步打算'),
]
const found = (name: string, ...lines: string[]) => {
  const match = matchSection({ name, lines }, places)
  return match.kind === 'one' ? match.id : match.kind === 'several' ? [...match.ids].toSorted() : undefined
}

describe('files of departments', () => {
  test.each([
    ['财政所2026年工作总结（定稿）.docx', 'money'],
    ['农业农村办公室.docx', 'farm'],
    ['水务所总结 最终版(2).doc', 'water'],
    ['水利.txt', 'water'],
    ['增收节支.md', 'money'],
    ['防汛抗旱（应急管理办公室）.docx', 'flood'],
    ['五、打算.docx', 'next'],
    ['下一步打算——初稿.docx', 'next'],
  ])('I17 a file is matched to its section by its name: %s', (name, id) => expect(found(name)).toBe(id))

  test('I17 by its title, and by who signs under it', () => {
    expect(found('新建文档.docx', '2026年安全生产工作总结')).toBe('safe')
    expect(found('1.docx', '一年来的工作', '财政所')).toBe('money')
  })

  test('I17 by a heading inside it, which counts less than its name', () => {
    expect(found('稿.docx', '本年工作', '开头', '一、消防安全')).toBe('fire')
    expect(found('财政所.docx', '本年工作', '开头', '一、消防安全')).toBe('money')
  })

  test('I17 a department that holds several sections is left to a person', () => {
    expect(found('应急管理办公室总结.docx')).toEqual(['fire', 'flood', 'safe'])
  })

  test('I17 the number at the start of its name decides between equals, and alone says nothing', () => {
    expect(found('04 应急管理办公室.docx')).toBe('safe')
    expect(found('03.docx')).toBeUndefined()
  })

  test.each(['总结.docx', '2026年工作总结（定稿）.docx', '.docx', '', '照片与说明.docx', 'a'.repeat(5000)])(
    'nothing is guessed from %s',
    name => expect(found(name)).toBeUndefined(),
  )
})
