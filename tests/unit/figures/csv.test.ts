/** The register as a table. */
import { expect, test } from 'vitest'
import type { Figure } from '../../../shared/api.ts'
import { readFiguresCsv, writeFiguresCsv } from '../../../shared/figures/csv.ts'
import { figures as zh } from '../../../shared/i18n/zh/figures.ts'

const departments = [{ id: 'd1', name: '财政所' }]
const figure: Figure = {
  id: 'f000000000000001',
  version: 1,
  name: '财政收入, "一般"',
  unit: '万元',
  period: '',
  value: '-3120.50',
  asOf: '2026-11-30',
  standing: 'flash',
  source: '=1+1',
  basis: '',
  departmentId: 'd1',
  dueAt: null,
}

test('T19 what was written is read again as it was, and changes the figure that it is', () => {
  const csv = writeFiguresCsv([figure], departments, zh, word => word.replace('{部门}', '部门'))
  const { version: _version, dueAt: _dueAt, ...same } = figure
  expect(readFiguresCsv(csv, [figure], departments)).toEqual({ rows: [same], problems: [] })
})

test('T19 heads in any order, values as people type them; a row that cannot be taken is named', () => {
  const csv = [
    '数值,名称,单位,截至',
    '"1,200",粮食产量,吨,2026年11月3日',
    '约三百,新修水渠,公里,',
    '5,,件,',
    ',培训人次,人次,',
    '7,粮食产量,吨,',
    '7,植树,亩,明天',
  ].join('\n')
  expect(readFiguresCsv(csv, [], [])).toEqual({
    rows: [
      { name: '粮食产量', unit: '吨', value: '1200', asOf: '2026-11-03' },
      { name: '培训人次', unit: '人次', value: null },
    ],
    problems: [
      { row: 3, code: 'value' },
      { row: 4, code: 'name' },
      { row: 6, code: 'twice' },
      { row: 7, code: 'asOf' },
    ],
  })
})
