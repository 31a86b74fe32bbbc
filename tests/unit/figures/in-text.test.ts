/** Citations in texts: what they print, how they stand in lines, and what becomes of them elsewhere. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { assemble } from '../../../shared/assemble/assemble.ts'
import { plainReport } from '../../../shared/assemble/plain.ts'
import type { FigureValues } from '../../../shared/figures/figure.ts'
import { figureIds, showFigures, withoutCitations } from '../../../shared/figures/in-text.ts'
import { sectionHtml } from '../../../shared/html/blocks.ts'
import { emptyMatter } from '../../../shared/report.ts'
import { linesOfDoc, rewriteDoc } from '../../../shared/schema/rewrite.ts'
import {
  checkText,
  docToText,
  type Inline,
  plainText,
  rootName,
  type Text,
  textToUpdate,
} from '../../../shared/schema/text.ts'

const grain = 'f000000000000001'
const canals = 'f000000000000002'
const values: FigureValues = new Map([
  [grain, { value: '6200.50', unit: '吨' }],
  [canals, { value: null, unit: '公里' }],
])
const cite = (figureId: string, unit = true, decimals: number | null = null): Inline => ({
  type: 'figure',
  attrs: { figureId, unit, decimals },
})
const words = (text: string, ...marks: { type: 'bold' }[]): Inline => ({ type: 'text', text, marks })
const paragraph = (...content: Inline[]): Text => ({
  type: 'doc',
  content: [{ type: 'paragraph', content }],
})
const sentence = paragraph(words('粮食'), cite(grain, true, 0), words('，修渠'), cite(canals), words('。'))

describe('a citation', () => {
  test('T6 prints the value of its figure in lists and cells too, a gap where there is none', () => {
    const nested: Text = {
      type: 'doc',
      content: [
        { type: 'bulletList', content: [{ type: 'listItem', content: sentence.content }] },
        {
          type: 'table',
          content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: sentence.content }] }],
        },
      ],
    }
    expect(checkText(nested)).toBeDefined()
    expect(figureIds(nested)).toEqual([grain, canals, grain, canals])
    const line = '粮食6201吨，修渠＿＿公里。'
    expect(plainText(showFigures(nested, values))).toBe(`${line}\n${line}`)
    // Without the register nothing is known, and nothing made up.
    expect(plainText(sentence)).toBe('粮食＿＿，修渠＿＿。')
  })

  test('T6 the assembled report has the values, in lines, lengths and markup', () => {
    const sections = [
      {
        id: 's1',
        parentId: null,
        level: 1,
        heading: '农业',
        numbered: true,
        role: null,
        floor: null,
        ceiling: null,
      },
    ]
    const report = { title: '总结', matter: emptyMatter, wordsCeiling: null, sections }
    const assembled = assemble(report, new Map([['s1', sentence]]), { figures: values })
    expect(plainReport(assembled)).toContain('粮食6201吨，修渠＿＿公里。')
    expect(assembled.length.words).toBeGreaterThan(0)
    const html = assembled.sections.map(section => sectionHtml(section, () => undefined).html).join('')
    expect(html).toContain(`<span data-figure="${grain}" data-decimals="0">6201吨</span>`)
  })

  test('T6 a text of anybody can cite nothing that becomes markup', () => {
    const hostile = paragraph({
      type: 'figure',
      attrs: { figureId: '"><script>', unit: true, decimals: 1e9 },
    })
    expect(checkText(hostile)).toBeUndefined()
    const [block] = hostile.content
    if (!block) throw new Error('no block')
    const section = { id: 's1', level: 1, blocks: [{ block, heading: undefined }] }
    expect(sectionHtml(section, () => undefined).html).toBe('<p><span>＿＿</span></p>')
  })

  test('T7 stands in bold words as they do', () => {
    const bold = { type: 'bold' as const }
    const shown = showFigures(paragraph(words('粮食', bold), cite(grain), words('增产', bold)), values)
    const [block] = shown.content
    const marksOf = block?.type === 'paragraph' ? block.content?.map(({ marks }) => marks ?? []) : []
    expect(marksOf).toEqual([[bold], [bold], [bold]])
  })

  test('T8 goes to another report as words', () => {
    const elsewhere = withoutCitations(showFigures(sentence, values))
    expect(figureIds(elsewhere)).toEqual([])
    expect(plainText(elsewhere)).toBe('粮食6201吨，修渠＿＿公里。')
    expect(figureIds(withoutCitations(sentence, new Map([[grain, 0]])))).toEqual([grain])
  })
})

describe('lines with citations', () => {
  const docOf = (text: Text) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, textToUpdate(text))
    return doc
  }
  const after = (line: string, text = sentence) => {
    const doc = docOf(text)
    rewriteDoc(doc, line === '' ? [] : line.split('\n'), values)
    expect(linesOfDoc(doc, values).join('\n')).toBe(line)
    expect(checkText(docToText(doc))).toBeDefined()
    return figureIds(docToText(doc))
  }

  test('T9 one line of the plain page has the values in it', () => {
    expect(linesOfDoc(docOf(sentence), values)).toEqual(['粮食6201吨，修渠＿＿公里。'])
  })

  test.each([
    ['粮食6201吨，修渠＿＿公里。', 2],
    ['全镇粮食产量6201吨，比上年多，新修水渠＿＿公里。另有。', 2],
    ['粮食6201吨，修渠12公里。', 1],
    ['粮食7000吨，修渠＿＿公里。', 1],
    ['6201吨', 1],
    ['粮食增产。', 0],
    ['又一行\n粮食6201吨，修渠＿＿公里。', 2],
    ['粮食6201吨，修渠＿＿公里。\n又一行', 2],
    ['', 0],
  ])('T9 written anew as %j it keeps the citations that were left alone: %i', (line, kept) => {
    expect(after(line)).toHaveLength(kept)
  })

  test('T9 writes beside and between citations that no letters part', () => {
    const bare = paragraph(cite(grain), cite(canals))
    expect(after('共6201吨和＿＿公里整', paragraph(cite(grain, true, 0), cite(canals)))).toHaveLength(2)
    expect(after('6200.50吨，＿＿公里', bare)).toHaveLength(2)
    const doc = docOf(bare)
    expect(doc.getXmlFragment(rootName).length).toBe(1)
  })
})
