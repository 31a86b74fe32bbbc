/**
 * A report made of a file together with the file's images: they are prepared one after another before the
 * transaction, and stored in it, so that no text ever names an image that is still on its way.
 *
 * 1. An image that cannot be taken keeps its words in the text and is counted; it costs the report nothing.
 */
import type { NewReport, Report } from '../../shared/api.ts'
import type { ExportImage } from '../../shared/assemble/images.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { DocumentImage } from '../../shared/import/document-model.ts'
import { type Actor, mayCreateReport } from '../../shared/permissions.ts'
import { checkText, imageIds, type Text } from '../../shared/schema/text.ts'
import { renameImages } from '../../shared/schema/rename-images.ts'
import { inTransaction } from '../ops/transaction.ts'
import { insertReport, prepareReport } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { insertImages } from './images.ts'
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
  const wanted = new Set(texts.flatMap(text => (text ? [...imageIds(text)] : [])))
  const { stored, failed } = await prepareImages(
    deps,
    actor,
    images.filter(({ key }) => wanted.has(key)),
  )
  const names = new Map([...stored].map(([key, { id }]) => [key, id]))
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
    const kept = await insertImages(tx, deps, actor, { reportId: made.value, sectionId }, [
      ...stored.values(),
    ])
    return kept.ok ? made : kept
  })
  if (!inserted.ok) return inserted
  const report = await readReport(deps, actor, inserted.value)
  return report.ok ? done({ report: report.value, failedImages: failed }) : report
}

type NamedImage = { readonly id: string; readonly image: ExportImage }

async function prepareImages(
  { imaging, random }: ReportDeps,
  actor: Actor,
  images: readonly DocumentImage[],
) {
  const stored = new Map<string, NamedImage>()
  let failed = 0
  for (const { key, bytes } of images) {
    const place = imaging.enter(actor.id)
    const image = await place?.prepare(bytes)
    place?.leave()
    if (image?.ok) stored.set(key, { id: newId(random), image: image.value })
    else failed += 1
  }
  return { stored, failed }
}
