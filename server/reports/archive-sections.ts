/**
 * What an archive holds of one section: every 来稿 with its returns and signatures, as lines and as a page with
 * its tables and images; originals, photos of signatures.
 */
import type { Round } from '../../shared/api.ts'
import { assembleBlocks } from '../../shared/assemble/assemble.ts'
import { numberedLines } from '../../shared/assemble/plain.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { inFolder } from '../convert/archive-names.ts'
import { submissionPage } from '../convert/submission-page.ts'
import { clockOf } from '../convert/table.ts'
import type { ReportDeps } from './deps.ts'
import { imagesOfTexts } from './images.ts'
import type { LoadedReport } from './rows.ts'

type ArchivedFile = { readonly path: string; readonly bytes: Uint8Array }
export type ArchivedFiles = AsyncGenerator<ArchivedFile, void>

export type ArchiveWish = { readonly words: Dictionary; readonly zone: string }

export type Archiving = ArchiveWish & {
  readonly deps: ReportDeps
  readonly actor: Actor
  readonly report: LoadedReport
  readonly publicationId: string
}

type ArchivedSection = {
  readonly id: string
  readonly level: number
  readonly label: string
  readonly folder: string
}

/** Of rounds in the order in which they came. */
export async function* submissionFiles(
  archiving: Archiving,
  section: ArchivedSection,
  rounds: readonly Round[],
): ArchivedFiles {
  const { deps, words } = archiving
  const { publishing } = words
  const place = (name: string) => inFolder(publishing.archiveSubmissions, section.folder, name)
  for (const round of rounds) {
    const blocks = assembleBlocks(round.text, section.level)
    const [title = '', ...facts] = factsOf(archiving, section, round)
    const lines = [title, ...facts, '', ...blocks.flatMap(numberedLines)]
    const name = fill(publishing.archiveRound, { n: round.round })
    yield { path: place(`${name}.txt`), bytes: linesFile(lines) }
    const images = await imagesOfTexts(deps.db, archiving.report.id, [round.text])
    const page = { title, facts, section: { ...section, blocks }, images }
    yield { path: place(`${name}.html`), bytes: utf8(submissionPage(page)) }
  }
  const files = await deps.db
    .selectFrom('attachments')
    .select('id')
    .where('section_id', '=', section.id)
    .execute()
  for (const { id } of files) {
    // One at a time: together they may be a gigabyte.
    const file = await deps.db
      .selectFrom('attachments')
      .select(['name', 'bytes'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (file) yield { path: place(`${purposeOf(archiving, id, rounds)} ${file.name}`), bytes: file.bytes }
  }
}

/** 第2轮原件, 第2轮签审记录, or a file that came along. */
function purposeOf({ words: { publishing } }: Archiving, id: string, rounds: readonly Round[]): string {
  for (const { round: n, attachmentId, signatures } of rounds) {
    const round = fill(publishing.archiveRound, { n })
    if (attachmentId === id) return `${round}${publishing.archiveOriginal}`
    if (signatures.some(signature => signature.attachmentId === id))
      return `${round}${publishing.archiveSignatures}`
  }
  return publishing.archiveAttachments
}

/** Which it is, then who sent it, when, and what became of it. */
function factsOf(archiving: Archiving, { label }: ArchivedSection, round: Round): string[] {
  const { publishing, steps } = archiving.words
  const clock = clockOf(archiving)
  const wentBack = { return: steps.returnedBy, refused: steps.refusedBy, reopen: steps.reopenedBy }
  const returned = round.returns.flatMap(({ kind, at, byName: name, reason, notes }) => [
    fill(wentBack[kind], { name, time: clock(at), reason }),
    ...notes.map(one => `　　${fill(steps.noteAt, one)}`),
  ])
  return [
    `${label}　${fill(publishing.archiveRound, { n: round.round })}`,
    `${publishing.archiveBy}：${round.enteredFor ?? round.personName}　${clock(round.at)}`,
    ...(round.nil ? [publishing.archiveNil] : []),
    ...(round.recalledAt === null ? [] : [`${publishing.archiveRecalled}　${clock(round.recalledAt)}`]),
    ...(round.note === '' ? [] : [`${publishing.archiveNote}：${round.note}`]),
    ...signatureRows(archiving, publishing.archiveSignatures, [round]).map(row => row.join('　').trim()),
    ...returned,
  ]
}

/** As the table of signatures has them. */
export function signatureRows(archiving: Archiving, label: string, rounds: readonly Round[]): string[][] {
  const { steps } = archiving.words
  return rounds.flatMap(({ signatures }) =>
    signatures.map(({ signer, role, medium, at, note }) => [
      label,
      signer,
      steps[`signer_${role}`],
      steps[`medium_${medium}`],
      clockOf(archiving)(at),
      note,
    ]),
  )
}

/** The mark tells older editors of Windows that it is UTF-8. */
export const linesFile = (lines: readonly string[]) =>
  utf8(`\uFEFF${`${lines.join('\r\n')}\r\n`.toWellFormed()}`)

const utf8 = (text: string) => new TextEncoder().encode(text)
