/** A report as far as somebody compares it: some of its sections, and nothing of what stands around them. */
import type { AssembledReport } from '../assemble/assemble.ts'

/** Sections keep their numbers: they were counted in the whole. */
export function onlySections(report: AssembledReport, ids: ReadonlySet<string>): AssembledReport {
  const has = ({ id }: { readonly id: string }) => ids.has(id)
  const attachments = report.attachments.filter(({ section }) => has(section))
  const loose = report.attachments.filter(({ section }) => !has(section))
  return {
    ...report,
    title: '',
    letterhead: null,
    titleLines: [],
    addressee: '',
    signature: '',
    date: '',
    note: '',
    imprint: null,
    attachmentsNote: [],
    sections: [...report.sections.filter(has), ...loose.flatMap(({ below }) => below.filter(has))],
    attachments: attachments.map(one => ({ ...one, below: one.below.filter(has) })),
    contents: [],
  }
}
