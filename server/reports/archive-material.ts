/** What an archive holds of 材料: each as lines and as a page with its tables and images, and its original. */
import { assembleBlocks } from '../../shared/assemble/assemble.ts'
import { numberedLines } from '../../shared/assemble/plain.ts'
import { inFolder } from '../convert/archive-names.ts'
import { submissionPage } from '../convert/submission-page.ts'
import { clockOf } from '../convert/table.ts'
import { type ArchivedFiles, type Archiving, linesFile } from './archive-sections.ts'
import { imagesOfTexts } from './images.ts'
import { type MaterialRow, readMaterials } from './material/rows.ts'
import { readText } from './rounds.ts'

/** Files that one of material is. */
export const filesOfMaterial = 3

/** In the order in which it came. */
export async function* materialFiles(archiving: Archiving): ArchivedFiles {
  const { deps, report, words } = archiving
  const { publishing } = words
  for (const [at, row] of (await readMaterials(deps.db, report.id)).toReversed().entries()) {
    const folder = `${String(at + 1).padStart(3, '0')} ${row.department_name ?? ''} ${row.name}`
    const place = (name: string) => inFolder(publishing.archiveMaterial, folder, name)
    const text = readText(row.text)
    // A whole text: its first level is the report's.
    const blocks = assembleBlocks(text, 0)
    const facts = factsOf(archiving, row)
    const lines = [row.name, ...facts, '', ...blocks.flatMap(numberedLines)]
    yield { path: place(`${publishing.archiveMaterial}.txt`), bytes: linesFile(lines) }
    const images = await imagesOfTexts(deps.db, report.id, [text])
    const page = { title: row.name, facts, section: { id: row.id, level: 0, blocks }, images }
    const html = new TextEncoder().encode(submissionPage(page))
    yield { path: place(`${publishing.archiveMaterial}.html`), bytes: html }
    const original = await deps.db
      .selectFrom('attachments')
      .select(['name', 'bytes'])
      .where('id', '=', row.attachment_id)
      .executeTakeFirst()
    if (original)
      yield { path: place(`${publishing.archiveOriginal} ${original.name}`), bytes: original.bytes }
  }
}

/** Of which department, who handed it in and when. */
function factsOf(archiving: Archiving, row: MaterialRow): string[] {
  const { publishing } = archiving.words
  const by = `${publishing.archiveBy}：${row.entered_for ?? row.person_name}　${clockOf(archiving)(row.at)}`
  return row.department_name === null ? [by] : [row.department_name, by]
}
