/** A comparison as rows of the sheet. */
import { expect, test } from 'vitest'
import { assemble } from '../../../shared/assemble/assemble.ts'
import { compareReports } from '../../../shared/compare/reports.ts'
import { comparedRows } from '../../../shared/html/compared.ts'
import { compare as words } from '../../../shared/i18n/zh/compare.ts'
import { makeSegment } from '../../../shared/segment.ts'
import { doc, p, reportOf, section, table } from '../paper/literals.ts'

const none = { old: () => undefined, new: () => undefined }

test('D32 each sign is one of form, each side stands alone too, and no words become markup', () => {
  const parts = [section('a', null, 1, '渡口'), section('b', null, 1, '村道')]
  const moved = '夜里报修有人接，路灯坏了当天修好。'
  const old = assemble(
    reportOf(parts),
    new Map([
      ['a', doc(p('修路12公里。'), p(moved), p('<b>旧</b>'))],
      ['b', doc(p('同样的一段话。'), table(['项目', '数'], ['村道', '12']))],
    ]),
  )
  const next = assemble(
    reportOf([...parts.toReversed(), section('c', null, 1, '桥灯')]),
    new Map([
      ['a', doc(p('修路15公里。'))],
      ['b', doc(p('同样的一段话。'), p(moved), table(['项目', '数'], ['村道', '15']))],
      ['c', doc(p('换灯。'))],
    ]),
  )
  const rows = comparedRows(compareReports(old, next, makeSegment()), { words, images: none })
  const all = rows.map(({ both }) => both.html).join('\n')
  expect(all).toContain(
    '修路<del><span class="cmp-figure">12</span></del><ins><span class="cmp-figure">15</span></ins>公里。',
  )
  expect(all).toContain('href="#move-1-to">〔移走1〕')
  expect(all).toContain('href="#move-1-from">〔移来1〕')
  expect(all).toContain('&lt;b&gt;旧')
  expect(all).toContain('〔新增部分〕')
  expect(all).toMatch(/〔(挪来，原在|已挪到)/u)
  expect(all).toContain('<td><p><del><span class="cmp-figure">12</span></del>')
  const side = (view: 'old' | 'new') => rows.map(row => row[view]?.html ?? '').join('')
  expect(side('old')).not.toContain('<ins>')
  expect(side('new')).not.toContain('<del>')
  expect(rows.filter(({ isChange }) => !isChange).map(({ sectionId }) => sectionId)).toContain('b')
})
