/**
 * What a new report gets of the file that it was made of, once it is there: its images, section by section, and
 * the file itself as material beside the first section. What fails leaves the text as it is.
 */
import type { NewSection, Report } from '../../shared/api.ts'
import { checkText } from '../../shared/schema/text.ts'
import { upload } from '../api/files.ts'
import { putText, storeImages } from './put.ts'
import type { ReadFile } from './read-document.ts'

type Brought = { readonly file: File; readonly read: ReadFile }

/** `sections` as they were asked for, in the order of the report's. Answers how many images did not make it. */
export async function bringAlong(
  report: Report,
  sections: readonly NewSection[],
  { file, read }: Brought,
  onProgress: (done: number) => void,
): Promise<number> {
  const { images } = read.document
  let failed = 0
  for (const [at, { text: planned }] of sections.entries()) {
    const section = report.sections[at]
    const text = checkText(planned)
    if (!section || !text || !images.some(({ key }) => JSON.stringify(text).includes(`"${key}"`))) continue
    const place = { reportId: report.id, sectionId: section.id }
    try {
      const stored = await storeImages(place, text, images)
      failed += stored.failed
      // A new section's text stands at position 1 of its log.
      await putText(place, stored.text, 1, 'replace')
    } catch {
      failed += 1
    }
    onProgress((at + 1) / sections.length)
  }
  const [first] = report.sections
  if (first) await upload(report.id, first.id, file).catch(() => undefined)
  return failed
}
