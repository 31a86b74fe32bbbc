/**
 * What the list of versions shows, beside the content that it is told from: listing them parsed every version of a
 * report. Of those that are there already it is worked out here, one version at a time, so that never more than two are
 * in memory.
 */
import type { Kysely } from 'kysely'
import { readMatter } from '../../../shared/matter.ts'
import { changesBetween, type FrozenReport, placeOf } from '../../../shared/versions/versions.ts'

type Earlier = {
  versions: {
    id: string
    report_id: string
    number: number
    kind: string
    section_id: string | null
    content: string
    stage: string
    place: string
    changes: string
  }
}

export async function addVersionList(db: Kysely<unknown>): Promise<void> {
  for (const column of ['stage', 'place'])
    await db.schema
      .alterTable('versions')
      .addColumn(column, 'text', added => added.notNull().defaultTo(''))
      .execute()
  await db.schema
    .alterTable('versions')
    .addColumn('changes', 'text', added => added.notNull().defaultTo('[]'))
    .execute()
  await fill(db)
}

async function fill(db: Kysely<Earlier>): Promise<void> {
  const rows = await db
    .selectFrom('versions')
    .select(['id', 'report_id', 'kind', 'section_id'])
    .orderBy('report_id')
    .orderBy('number')
    .execute()
  let final: { readonly reportId: string; readonly content: FrozenReport } | undefined
  for (const { id, report_id: reportId, kind, section_id: sectionId } of rows) {
    const content = await readContent(db, id)
    const before = final?.reportId === reportId ? final.content : undefined
    const changes = kind === 'erratum' && before ? changesBetween(before, content) : []
    const told = {
      stage: content.stage,
      place: placeOf(content, sectionId),
      changes: JSON.stringify(changes),
    }
    await db.updateTable('versions').set(told).where('id', '=', id).execute()
    if (kind === 'final' || kind === 'erratum') final = { reportId, content }
  }
}

async function readContent(db: Kysely<Earlier>, id: string): Promise<FrozenReport> {
  const { content } = await db
    .selectFrom('versions')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const report: FrozenReport = JSON.parse(content)
  return { ...report, matter: readMatter(JSON.stringify(report.matter)) }
}
