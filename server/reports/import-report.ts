/**
 * A report made of a file together with the file's images, stored in one transaction. An image that cannot be
 * taken keeps its words in the text and is counted; it costs the report nothing.
 */
import type { NewReport, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { DocumentImage } from '../../shared/import/document-model.ts'
import { type Actor, mayCreateReport } from '../../shared/permissions.ts'
import { checkText, type Text } from '../../shared/schema/text.ts'
import { renameImages } from '../../shared/schema/rename-images.ts'
import { inTransaction } from '../ops/transaction.ts'
import { insertReport, prepareReport } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { insertImages } from './images.ts'
import { prepareImages } from './prepared-images.ts'
import { readReport } from './present.ts'

export type Imported = { readonly report: Report; readonly failedImages: number }

export async function importReport(
  deps: ReportDeps,
  actor: Actor,
  input: NewReport,
  images: readonly DocumentImage[],
): Promise<Outcome<Imported>> {
  if (!mayCreateReport(actor)) return refuse('forbidden')
  const texts = input.sections.map(({ text }) => checkText(text))
  const given = texts.filter(text => text !== undefined)
  const { prepared: ready, failed } = await prepareImages(deps, actor, given, images)
  const stored = Array.from(ready, ([key, image]) => ({ key, id: newId(deps.random), image }))
  const names = new Map(stored.map(({ key, id }) => [key, id]))
  const sections = input.sections.map((section, at) => {
    const text: Text | undefined = texts[at]
    return text ? { ...section, text: renameImages(text, names) } : section
  })
  const prepared = prepareReport(deps, { ...input, sections })
  if (!prepared.ok) return prepared
  const inserted = await inTransaction(deps, async tx => {
    const made = await insertReport(tx, deps, actor.id, prepared.value)
    if (!made.ok) return made
    const sectionId = prepared.value.sections[0]?.id ?? ''
    const kept = await insertImages(tx, deps, actor, { reportId: made.value, sectionId }, stored)
    return kept.ok ? made : kept
  })
  if (!inserted.ok) return inserted
  const report = await readReport(deps, actor, inserted.value)
  return report.ok ? done({ report: report.value, failedImages: failed }) : report
}
