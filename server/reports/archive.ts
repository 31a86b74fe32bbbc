/**
 * 归档: everything about a closed report as files that need no program of ours: the final text as it was
 * frozen, every 来稿 and 材料 with its original, what became of opinions, signatures, the audit; an index and sums.
 *
 * 1. Files come one by one, so that a report with a gigabyte of originals is never whole in memory.
 * 2. Handing it out is an act of its own.
 */
import { auditWords } from '../../shared/audit-words.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayArchive, mayReadReport } from '../../shared/permissions.ts'
import { isClosed } from '../../shared/report.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { writeAdoption } from '../convert/adoption.ts'
import { type ArchivedName, archiveIndex } from '../convert/archive-index.ts'
import { freePath, inFolder } from '../convert/archive-names.ts'
import { fileName } from '../convert/file-name.ts'
import { clockOf, tableFormats, writeTable } from '../convert/table.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { filesOfMaterial, materialFiles } from './archive-material.ts'
import {
  type ArchivedFiles,
  type ArchiveWish,
  type Archiving,
  signatureRows,
  submissionFiles,
} from './archive-sections.ts'
import { listAudit } from './audit-log.ts'
import { readConsultations } from './consultation-rows.ts'
import type { ReportDeps } from './deps.ts'
import { readRounds } from './rounds.ts'
import { loadReport } from './rows.ts'

type Archive = { readonly filename: string; readonly files: ArchivedFiles }

/** Of a report whose final files are there; each file is read when it is asked for. */
export async function openArchive(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  wish: ArchiveWish,
): Promise<Outcome<Archive>> {
  return inTransaction(deps, async tx => {
    const report = await loadReport(tx, reportId)
    if (!report || !mayReadReport(actor, report)) return refuse('not-found')
    if (!mayArchive(actor)) return refuse('forbidden')
    const last = await tx
      .selectFrom('publications')
      .select(['id', 'state'])
      .where('report_id', '=', reportId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!isClosed(report.stage) || last?.state !== 'ready') return refuse('conflict')
    if ((await countFiles(tx, reportId)) > limits.archiveFiles)
      return refuse('too-large', { files: limits.archiveFiles })
    await writeAudit(tx, deps, { personId: actor.id, action: 'report.archive', reportId })
    const archiving = { ...wish, deps, actor, report, publicationId: last.id }
    const filename = fileName(report.title, `（${wish.words.publishing.archiveIndex}）.zip`)
    return done({ filename, files: withIndex(archiving) })
  })
}

async function countFiles(tx: Database, reportId: string): Promise<number> {
  let files = 0
  for (const table of ['submissions', 'attachments'] as const) {
    const { count } = await tx
      .selectFrom(table)
      .innerJoin('sections', 'sections.id', `${table}.section_id`)
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('sections.report_id', '=', reportId)
      .executeTakeFirstOrThrow()
    // A submission is two files: lines and a page.
    files += table === 'submissions' ? 2 * count : count
  }
  const { count } = await tx
    .selectFrom('materials')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return files + filesOfMaterial * count
}

/** The files under names of their own, with the sums and the index behind them. */
async function* withIndex(archiving: Archiving): ArchivedFiles {
  const names: ArchivedName[] = []
  const taken = new Set<string>()
  for await (const { path, bytes } of filesOf(archiving)) {
    const free = freePath(path, taken)
    names.push({ path: free, size: bytes.length, sha256: await sumOf(bytes) })
    yield { path: free, bytes }
  }
  const { deps, report, words } = archiving
  const organisation = await readOrganisation(deps.db)
  const made = fill(words.publishing.archiveMade, {
    organisation: organisation?.name ?? '',
    time: clockOf(archiving)(timestamp(deps.clock)),
  })
  const index = utf8(archiveIndex({ title: report.title, made, names, words }))
  yield { path: 'index.html', bytes: index }
  const listed = [...names, { path: 'index.html', sha256: await sumOf(index) }]
  const sums = listed.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
  yield { path: 'SHA256SUMS.txt', bytes: utf8(sums) }
}

async function* filesOf(archiving: Archiving): ArchivedFiles {
  yield* finalFiles(archiving)
  const { deps, report, words } = archiving
  const signatures: string[][] = []
  for (const [at, { id, level, number, heading }] of report.sections.entries()) {
    const label = `${number}${heading}`
    const rounds = (await readRounds(deps.db, id)).toReversed()
    // The place goes first: folders then stand in the report's order, and equal headings apart.
    const folder = `${String(at + 1).padStart(3, '0')} ${label}`
    yield* submissionFiles(archiving, { id, level, label, folder }, rounds)
    signatures.push(...signatureRows(archiving, label, rounds))
  }
  yield* materialFiles(archiving)
  yield* opinionFiles(archiving)
  const { publishing } = words
  const heads = ['Section', 'Signer', 'Role', 'Medium', 'At', 'Note'] as const
  const rows = [heads.map(head => publishing[`archive${head}`]), ...signatures]
  if (signatures.length > 0) yield* tableFiles(archiving, publishing.archiveSignatures, rows)
  yield* auditFiles(archiving)
}

async function* finalFiles({ deps: { db }, publicationId, words }: Archiving): ArchivedFiles {
  const files = await db
    .selectFrom('publication_files')
    .select('format')
    .where('publication_id', '=', publicationId)
    .orderBy('format')
    .execute()
  for (const { format } of files) {
    const { filename, bytes } = await db
      .selectFrom('publication_files')
      .select(['filename', 'bytes'])
      .where('publication_id', '=', publicationId)
      .where('format', '=', format)
      .executeTakeFirstOrThrow()
    yield { path: inFolder(words.publishing.archiveFinal, filename), bytes }
  }
}

async function* opinionFiles({ deps, report, words, zone }: Archiving): ArchivedFiles {
  const consultations = await readConsultations(deps.db, report)
  if (consultations.rounds.length === 0) return
  for (const format of tableFormats) {
    const { body } = writeAdoption({ consultations, now: deps.clock(), words, zone }, format)
    const name = `${words.consult.table}.${format}`
    yield { path: inFolder(words.publishing.archiveOpinions, name), bytes: utf8(body) }
  }
}

async function* tableFiles(archiving: Archiving, name: string, rows: readonly string[][]): ArchivedFiles {
  const { deps, report } = archiving
  const made = clockOf(archiving)(timestamp(deps.clock))
  for (const format of tableFormats) {
    const { body } = writeTable({ title: report.title, name, made, rows }, format)
    yield { path: inFolder(name, `${name}.${format}`), bytes: utf8(body) }
  }
}

/** The newest first, in tables of a bounded length. */
async function* auditFiles(archiving: Archiving): ArchivedFiles {
  const { deps, actor, report, words } = archiving
  const { audit, publishing } = words
  const heads = [audit.time, audit.who, audit.what, audit.details]
  const clock = clockOf(archiving)
  let rows: string[][] = []
  let before: number | undefined
  for (let left = limits.auditExport; left > 0; left -= limits.auditPage) {
    const page = await listAudit(deps, actor, { reportId: report.id, before })
    if (!page.ok) break
    const { entries, next } = page.value
    for (const entry of entries) {
      const { who, did, changes } = auditWords(entry, words)
      rows.push([clock(entry.at), who, did, changes.join('\n')])
    }
    if (next === null) break
    before = next
    if (rows.length + limits.auditPage <= limits.archiveTableRows) continue
    yield* tableFiles(archiving, publishing.archiveAudit, [heads, ...rows])
    rows = []
  }
  yield* tableFiles(archiving, publishing.archiveAudit, [heads, ...rows])
}

/** Off the main thread, unlike createHash. */
async function sumOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))).toString('hex')
}

const utf8 = (text: string) => new TextEncoder().encode(text)
