/**
 * The plan as the body of createReport: what the coordinator agreed to in the preview.
 * Text nodes are cut from the source by the plan's spans and from nowhere else.
 */
import type { NewReport, NewSection } from '../api.ts'
import { emptyText, type Block, type Inline, type Text } from '../schema/text.ts'
import type { ImportPlan, MarkedSpan, PlanBlock, PlanSection } from './import-plan.ts'
import { inlayMark, type Span, textOf } from './source.ts'

export function planToReport(
  plan: ImportPlan,
  { title, period }: { title: string; period: string },
): NewReport {
  return {
    title: title.trim(),
    period: period.trim(),
    matter: plan.matter,
    sections: plan.sections.filter(section => !section.excluded).map(section => toSection(plan, section)),
  }
}

/** Where a text's words, marks and inlays come from. */
type Origin = Pick<ImportPlan, 'source' | 'inlays' | 'marks'>

function toSection(plan: Origin, section: PlanSection): NewSection {
  const { level, numbered, role } = section
  return { heading: section.heading.text, level, numbered, role, text: sectionText(plan, section.blocks) }
}

/** Blocks as a text of the schema. */
export function sectionText(plan: Origin, blocks: readonly PlanBlock[]): Text {
  return blocks.length === 0 ? emptyText : { type: 'doc', content: blocks.map(block => toBlock(plan, block)) }
}

function toBlock(plan: Origin, block: PlanBlock): Block {
  const { kind, level, numbered } = block
  const inlay = inlayOf(plan, block)
  if (inlay) return inlay
  if (kind === 'heading')
    return { type: 'heading', attrs: { level, numbered }, content: plain(plan, block.body) }
  const head = plain(plan, block.head).map(
    (node): Inline => ({ ...node, marks: [{ type: 'headingSpan', attrs: { level } }] }),
  )
  const content = [...head, ...marked(plan, block.body)]
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

/** The whole block that stands at this block's mark. */
export function inlayOf({ source, inlays }: Origin, { body, head }: PlanBlock): Block | undefined {
  const [span, ...others] = body
  if (!span || others.length > 0 || head.length > 0 || source[span.from] !== inlayMark) return undefined
  return inlays.find(({ at }) => at === span.from)?.block
}

function plain({ source }: Origin, spans: readonly Span[]): Inline[] {
  const text = textOf(source, spans)
  return text === '' ? [] : [{ type: 'text', text }]
}

/** Words with the marks that their source gave them, cut where those begin and end. */
function marked({ source, marks }: Origin, spans: readonly Span[]): Inline[] {
  const found: { text: string; marks: MarkedSpan['marks'] }[] = []
  const add = (from: number, to: number, own: MarkedSpan['marks']) => {
    const last = found.at(-1)
    const text = source.slice(from, to)
    if (text === '') return
    if (last && last.marks.join() === own.join()) last.text += text
    else found.push({ text, marks: own })
  }
  for (const span of spans) {
    let at = span.from
    for (const mark of marks) {
      if (mark.to <= at || mark.from >= span.to) continue
      add(at, Math.max(at, mark.from), [])
      at = Math.max(at, mark.from)
      add(at, Math.min(span.to, mark.to), mark.marks)
      at = Math.min(span.to, mark.to)
    }
    add(at, span.to, [])
  }
  return found.map(({ text, marks: own }) => ({
    type: 'text',
    text,
    ...(own.length > 0 ? { marks: own.map(type => ({ type })) } : {}),
  }))
}
