/** The worker that compares: two reports of 60 pages take it a third of a second, in which the page stays awake. */
import { compareReports } from '../../shared/compare/reports.ts'
import { comparedRows } from '../../shared/html/compared.ts'
import { compare as en } from '../../shared/i18n/en/compare.ts'
import { compare as zh } from '../../shared/i18n/zh/compare.ts'
import { makeSegment } from '../../shared/segment.ts'
import { imagesOf } from '../api/images.ts'
import type { CompareAnswer, CompareOrder } from './order.ts'

addEventListener('message', ({ data }: MessageEvent<CompareOrder>) => {
  const { sides, language } = data
  const { left, right } = sides
  const comparison = compareReports(left.report, right.report, makeSegment())
  const images = { old: imagesOf(left.reportId), new: imagesOf(right.reportId) }
  const rows = comparedRows(comparison, { words: language === 'en' ? en : zh, images })
  const answer: CompareAnswer = {
    counts: comparison.counts,
    rows: rows.map(row => ({
      isChange: row.isChange,
      isHeading: row.isHeading,
      sectionId: row.sectionId,
      both: row.both.html,
      old: row.old?.html ?? null,
      new: row.new?.html ?? null,
    })),
  }
  postMessage(answer)
})
