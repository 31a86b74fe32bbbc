/** Reports for tests of the client: an outline written as headings, two blanks a level. */
import type { Report, Section } from '../../../shared/api.ts'
import { inOrder } from '../../../shared/outline.ts'
import { emptyMatter, noProgress } from '../../../shared/report.ts'

const blank = {
  numbered: true,
  role: null,
  status: 'drafting',
  leadId: null,
  coIds: [],
  dueAt: null,
  floor: null,
  ceiling: null,
  guidance: '',
  returnReason: null,
  rounds: 0,
  grants: 1,
  generation: 1,
  text: '',
  words: 0,
} as const

/** A section's id is its heading. */
export function reportOf(outline: string): Report {
  const path: string[] = []
  const rows = outline
    .split('\n')
    .filter(line => line.trim() !== '')
    .map((line, at) => {
      const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2
      const heading = line.trim()
      path.length = depth
      path.push(heading)
      return {
        ...blank,
        coIds: [],
        id: heading,
        heading,
        parentId: path[depth - 1] ?? null,
        rank: String(at).padStart(3, '0'),
      }
    })
  const sections: Section[] = inOrder(rows).map(
    ({ rank: _rank, ordinal: _ordinal, effectiveCoIds, ...section }) => ({
      ...section,
      progress: noProgress,
      effectiveCoIds: [...effectiveCoIds],
    }),
  )
  return {
    id: 'report',
    title: '澄溪镇年度工作总结',
    period: '2026年度',
    stage: 'drafting',
    deadline: null,
    wordsCeiling: null,
    budgetUnit: 'words',
    signoff: 'none',
    gating: null,
    matter: emptyMatter,
    revision: 1,
    sections,
  }
}

/** The outline as numbers and headings, two blanks a level. */
export function shown(report: Report): string {
  return report.sections.map(one => '  '.repeat(one.level - 1) + one.number + one.heading).join('\n')
}
