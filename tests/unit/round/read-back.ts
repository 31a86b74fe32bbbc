/** The way back: a file's bytes as the report that importing it would create, and that one ready to assemble. */
import { readFile } from '../../../server/convert/read-file.ts'
import type { NewReport } from '../../../shared/api.ts'
import type { ReportToAssemble } from '../../../shared/assemble/assemble.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { planDocument } from '../../../shared/import/document-plan.ts'
import { emptyMatter, type Matter } from '../../../shared/report.ts'
import { checkText, emptyText, type Text } from '../../../shared/schema/text.ts'
import { reportOf, section } from '../paper/literals.ts'

export function readBack(bytes: Uint8Array, name = '总结.docx'): NewReport {
  const outcome = readFile({ name, bytes, tracked: 'accept' }, () => undefined)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  const plan = planDocument(outcome.value.document)
  return planToReport(plan, { title: plan.title.text, period: '2026年度' })
}

export type Assemblable = { readonly report: ReportToAssemble; readonly texts: ReadonlyMap<string, Text> }

/** Every text is held against the schema on the way. */
export function asReport({ title, matter, sections }: NewReport): Assemblable {
  const texts = new Map<string, Text>()
  const path: string[] = []
  const made = sections.map(({ heading, level, numbered, role, text }, at) => {
    const id = `n${at}`
    if (text && !checkText(text)) throw new Error(`no text of the schema: ${JSON.stringify(text)}`)
    texts.set(id, text ?? emptyText)
    path.length = level - 1
    const parent = path[level - 2] ?? null
    path.push(id)
    return section(id, parent, level, heading, { numbered: numbered ?? true, role: role ?? null })
  })
  return {
    report: reportOf(made, { title, matter: { ...emptyMatter, ...(matter as Partial<Matter> | undefined) } }),
    texts,
  }
}
