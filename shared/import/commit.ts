/**
 * The plan as the body of createReport: what the coordinator agreed to in the preview.
 * Text nodes are cut from the source by the plan's spans and from nowhere else.
 */
import type { NewReport, NewSection } from '../api.ts'
import { emptyText, type Block, type Inline, type Text } from '../schema/text.ts'
import type { ImportPlan, PlanBlock, PlanSection } from './import-plan.ts'
import { type Span, textOf } from './source.ts'

export function planToReport(
  plan: ImportPlan,
  { title, period }: { title: string; period: string },
): NewReport {
  return {
    title: title.trim(),
    period: period.trim(),
    matter: plan.matter,
    sections: plan.sections
      .filter(section => !section.excluded)
      .map(section => toSection(plan.source, section)),
  }
}

function toSection(source: string, section: PlanSection): NewSection {
  const { level, numbered, role } = section
  return { heading: section.heading.text, level, numbered, role, text: sectionText(source, section.blocks) }
}

/** Blocks as a text of the schema. */
export function sectionText(source: string, blocks: readonly PlanBlock[]): Text {
  return blocks.length === 0
    ? emptyText
    : { type: 'doc', content: blocks.map(block => toBlock(source, block)) }
}

function toBlock(source: string, block: PlanBlock): Block {
  const { kind, level, numbered } = block
  const body = inline(source, block.body)
  if (kind === 'heading') return { type: 'heading', attrs: { level, numbered }, content: body }
  const head = inline(source, block.head).map(
    (node): Inline => ({ ...node, marks: [{ type: 'headingSpan', attrs: { level } }] }),
  )
  const content = [...head, ...body]
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

function inline(source: string, spans: readonly Span[]): Inline[] {
  const text = textOf(source, spans)
  return text === '' ? [] : [{ type: 'text', text }]
}
