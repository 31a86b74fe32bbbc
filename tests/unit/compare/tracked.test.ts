/** A comparison as a Word file with tracked changes: both sides are in it, to the letter. */
import { assert, integer, array, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonDocx } from '../../../server/convert/comparison.ts'
import { docxReport } from '../../../server/convert/docx/document.ts'
import { readFile } from '../../../server/convert/read-file.ts'
import { type AssembledReport, assemble } from '../../../shared/assemble/assemble.ts'
import type { DocumentBlock, TrackedChoice } from '../../../shared/import/document-model.ts'
import { inlineText, plainText } from '../../../shared/schema/text.ts'
import { sampleImages } from '../paper/sample.ts'
import { doc, h, image, p, pageBreak, reportOf, section, table, ul } from '../paper/literals.ts'
import { reports } from '../round/reports.ts'
import { edited } from './edits.ts'

const reviser = { author: '顾予宁', date: '2026-11-23T01:00:00Z' }

function compared(old: AssembledReport, next: AssembledReport): Uint8Array {
  const side = (report: AssembledReport, name: string) => ({ report, images: sampleImages, name })
  const { body } = comparisonDocx({
    title: '总结',
    left: side(old, '原稿'),
    right: side(next, '新稿'),
    shown: 'everything',
    reviser,
  })
  return body
}

const plain = (report: AssembledReport) =>
  docxReport(report, { images: sampleImages, numbers: 'text', date: null })

/** What a reader of the file sees, line by line; blank lines and page breaks say nothing. */
function linesIn(bytes: Uint8Array, tracked: TrackedChoice): string[] {
  const read = readFile({ name: '总结.docx', bytes, tracked }, () => undefined)
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.value.document.blocks.map(lineOf).filter(line => line.trim() !== '')
}

function lineOf(block: DocumentBlock): string {
  if (block.kind === 'line') return inlineText(block.content).trim()
  if (block.block.type === 'image') return `〔图〕${block.block.attrs.caption}`
  return plainText({ type: 'doc', content: [block.block] })
}

describe('tracked changes', () => {
  const steps = array(integer({ min: 0, max: 4000 }), { maxLength: 8 })

  test('D34 accepting all gives the new text, rejecting all the old one', () => {
    assert(
      property(reports, steps, (written, drawn) => {
        const other = edited(written, drawn)
        const [old, next] = [written, other].map(({ report, texts }) => assemble(report, texts))
        if (!old || !next) throw new Error('two reports')
        const bytes = compared(old, next)
        expect(linesIn(bytes, 'accept')).toEqual(linesIn(plain(next), 'accept'))
        expect(linesIn(bytes, 'reject')).toEqual(linesIn(plain(old), 'accept'))
      }),
      { numRuns: 15 },
    )
  })

  test('D34 the same comparison gives the same bytes, and what came and went is its author’s', () => {
    const parts = [section('a', null, 1, '渡口'), section('b', null, 1, '村道')]
    const old = assemble(
      reportOf(parts),
      new Map([
        ['a', doc(p('修路12公里。'), pageBreak, ul('甲村', '乙村'), image('i000000000000001'))],
        ['b', doc(h(1, '桥灯'), table(['项目', '数'], ['村道', '12']))],
      ]),
    )
    const next = assemble(
      reportOf(parts.toReversed()),
      new Map([
        ['a', doc(p('修路15公里。'), ul('甲村', '丙村'))],
        ['b', doc(p('先说一句。'), h(1, '桥灯'), table(['项目', '数'], ['村道', '15'], ['水渠', '7']))],
      ]),
    )
    const bytes = compared(old, next)
    expect(compared(old, next)).toEqual(bytes)
    const read = readFile({ name: '总结.docx', bytes, tracked: 'accept' }, () => undefined)
    const remarks = read.ok ? read.value.document.remarks : []
    const authors = new Set(remarks.filter(({ kind }) => kind === 'inserted').map(({ author }) => author))
    expect([...authors]).toContain('顾予宁')
    expect(linesIn(bytes, 'accept')).toEqual(linesIn(plain(next), 'accept'))
    expect(linesIn(bytes, 'reject')).toEqual(linesIn(plain(old), 'accept'))
  })
})
