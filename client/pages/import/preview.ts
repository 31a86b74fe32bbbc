/**
 * What the preview shows of a plan: numbers, texts and lengths as the assembled report would have them, and
 * the doubts that belong to each section. Computed from the plan alone.
 */
import {
  allSections,
  type AssembledBlock,
  assemble,
  assembleBlocks,
} from '../../../shared/assemble/assemble.ts'
import { planToReport, sectionText } from '../../../shared/import/commit.ts'
import {
  type Doubt,
  type ImportPlan,
  findPlaces,
  type PlanSection,
} from '../../../shared/import/import-plan.ts'
import { emptyMatter } from '../../../shared/report.ts'

export type ShownSection = {
  readonly section: PlanSection
  /** As printed; empty for an unnumbered section and one that is left out. */
  readonly number: string
  readonly words: number
  readonly doubts: readonly Doubt[]
}

export type Preview = {
  readonly sections: readonly ShownSection[]
  readonly words: number
  readonly included: number
}

export function previewOf(plan: ImportPlan): Preview {
  const included = plan.sections.filter(section => !section.excluded)
  const assembled = assembleIncluded(plan, included)
  const shown = new Map(allSections(assembled).map(section => [section.id, section]))
  const placeOf = findPlaces(plan.sections)
  const doubts = Map.groupBy(plan.doubts, doubt => placeOf(doubt.line)?.key)
  return {
    sections: plan.sections.map(section => ({
      section,
      number: shown.get(section.key)?.number ?? '',
      words: shown.get(section.key)?.words ?? 0,
      doubts: doubts.get(section.key) ?? [],
    })),
    words: assembled.length.words,
    included: included.length,
  }
}

function assembleIncluded(plan: ImportPlan, included: readonly PlanSection[]) {
  const report = planToReport(plan, { title: '', period: '' })
  const path: string[] = []
  const sections = report.sections.map(({ level, heading, numbered, role }, at) => {
    const id = included[at]?.key ?? ''
    path.length = level - 1
    const parentId = path.at(-1) ?? null
    path.push(id)
    return { id, parentId, level, heading, numbered, role, floor: null, ceiling: null }
  })
  const texts = new Map(report.sections.map(({ text }, at) => [included[at]?.key ?? '', text]))
  return assemble({ title: '', matter: emptyMatter, wordsCeiling: null, sections }, texts)
}

/** The blocks of one section with the numbers of its inner headings. */
export function shownBlocks(plan: ImportPlan, section: PlanSection): AssembledBlock[] {
  if (section.blocks.length === 0) return []
  const at = plan.sections.indexOf(section)
  const top = plan.sections.slice(0, at + 1).findLast(({ level }) => level === 1)
  // An attachment is numbered like a document of its own.
  const level = top?.role === 'attachment' ? section.level - 1 : section.level
  return assembleBlocks(sectionText(plan, section.blocks), level)
}
