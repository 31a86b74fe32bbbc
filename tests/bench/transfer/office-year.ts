/**
 * A data directory with a year of an office of thirty people, by the estimate that docs/BENCHMARKS.md states:
 * reports whose sections have logs of changes as an input method makes them, by several people; 来稿, versions,
 * comments, images, attachments, messages and the audit of it all. Filled by SQL: no server takes a year to type.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import * as Y from 'yjs'
import { plainText, rootName, updatesToText } from '../../../shared/schema/text.ts'
import { firstRow } from '../../../server/store/log.ts'
import { type Database, openStore } from '../../../server/store/store.ts'
import { randomFrom } from '../numbers.ts'
import { fillStore, reportName, sectionName } from '../stock.ts'

export const year = {
  people: 30,
  reportsPerMonth: 2,
  sectionsPerReport: 20,
  /** Of each section; an input method brings a word of one to four characters with each. */
  changesPerSection: 1300,
  /** Since the newest checkpoint. */
  tail: 100,
  rounds: 2,
  versionsPerReport: 30,
  threadsPerReport: 60,
  imagesPerReport: 10,
  attachmentsPerReport: 6,
  messagesPerPersonAndMonth: 80,
  auditRowsPerMonth: 2500,
} as const

const imageBytes = 300 * 1024
const attachmentBytes = 1024 * 1024
/** Histories that differ; sections share them. */
const histories = 20
const rowsAtOnce = 200
const at = '2026-01-01T00:00:00.000Z'
const personName = (person: number) => `person${person % year.people}`

type Change = { readonly bytes: Uint8Array; readonly person: number }
type History = {
  readonly changes: readonly Change[]
  readonly clients: readonly { readonly client: number; readonly person: number }[]
  readonly checkpoint: Uint8Array
  readonly text: string
}

export async function fillMonths(folder: string, months: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const db = await openStore(join(folder, 'tonggao.sqlite'))
  try {
    const { people, sectionsPerReport } = year
    const reports = months * year.reportsPerMonth
    await insert(db, 'organisation', [{ id: 1, name: '澄溪镇', department_label: '科室', created_at: at }])
    await fillStore(db, { people, reports, sectionsPerReport, textOf: () => undefined })
    await db.transaction().execute(async tx => {
      await fillTexts(tx, reports)
      for (let report = 0; report < reports; report += 1) await fillAround(tx, report)
      await fillHouse(tx, months)
    })
  } finally {
    await db.destroy()
  }
}

async function fillTexts(db: Database, reports: number): Promise<void> {
  const kinds = Array.from({ length: histories }, (_, seed) => writtenBySeveral(seed + 1))
  for (let number = 0; number < reports * year.sectionsPerReport; number += 1) {
    const report = Math.floor(number / year.sectionsPerReport)
    const sectionId = sectionName(report, number % year.sectionsPerReport)
    const history = kinds[number % kinds.length]
    if (history) await fillText(db, sectionId, history, number)
  }
}

/** Row 1 is the empty text that the section was made with. */
async function fillText(db: Database, sectionId: string, history: History, shift: number): Promise<void> {
  const { changes, clients, checkpoint, text } = history
  const rows = changes.map(({ bytes, person }, index) => ({
    ...firstRow(sectionId, bytes, at),
    seq: index + 2,
    person_id: personName(person + shift),
  }))
  await insert(db, 'updates', rows)
  const merged = { checksum: crc32(checkpoint), bytes: checkpoint }
  await insert(db, 'checkpoints', [{ section_id: sectionId, seq: rows.length + 1 - year.tail, ...merged }])
  await insert(
    db,
    'section_clients',
    clients.map(({ client, person }) => ({
      section_id: sectionId,
      client,
      person_id: personName(person + shift),
    })),
  )
  await db
    .updateTable('sections')
    .set({ head: rows.length + 1 })
    .where('id', '=', sectionId)
    .execute()
  const submissions = Array.from({ length: year.rounds }, (_, round) => ({
    id: `${sectionId}-${round + 1}`,
    section_id: sectionId,
    round: round + 1,
    person_id: personName(shift),
    channel: 'editor' as const,
    at,
    seq: Math.floor((rows.length * (round + 1)) / year.rounds),
    text: JSON.stringify({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    }),
    words: text.length,
    nil: 0 as const,
    note: '',
    looked_at: null,
    recalled_at: null,
    entered_for: null,
    attachment_id: null,
  }))
  await insert(db, 'submissions', submissions)
}

/** Paragraphs by four people in turn, each a new client every 150 changes; one change in eight takes back. */
function writtenBySeveral(seed: number): History {
  const random = randomFrom(seed)
  const doc = new Y.Doc()
  const root = doc.getXmlFragment(rootName)
  const changes: Change[] = []
  const clients: { client: number; person: number }[] = []
  let person = 0
  let checkpoint: Uint8Array = new Uint8Array()
  doc.on('update', (bytes: Uint8Array) => changes.push({ bytes, person }))
  let text = new Y.XmlText()
  while (changes.length < year.changesPerSection) {
    if (changes.length === year.changesPerSection - year.tail) checkpoint = Y.encodeStateAsUpdate(doc)
    if (changes.length % 150 === 0) {
      person = clients.length % 4
      // Only a history made in one process may choose its client ids; a living document never does.
      doc.clientID = 1000 * seed + clients.length
      clients.push({ client: doc.clientID, person })
    }
    if (changes.length % 60 === 0) {
      text = new Y.XmlText()
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [text])
      root.insert(root.length, [element])
      continue
    }
    const place = random() < 0.1 ? Math.floor(random() * (text.length + 1)) : text.length
    if (text.length > 8 && random() < 0.12) text.delete(Math.max(0, place - 3), 2)
    else text.insert(place, characters(random, 1 + Math.floor(random() * 4)))
  }
  const plain = plainText(updatesToText([Y.encodeStateAsUpdate(doc)]))
  doc.destroy()
  return { changes, clients, checkpoint, text: plain }
}

const characters = (random: () => number, count: number) =>
  String.fromCharCode(...Array.from({ length: count }, () => 0x4e00 + Math.floor(random() * 3000)))

async function fillAround(db: Database, report: number): Promise<void> {
  const report_id = reportName(report)
  const ids = Array.from({ length: year.sectionsPerReport }, (_, section) => sectionName(report, section))
  const each = <Row>(count: number, make: (number: number) => Row) =>
    Array.from({ length: count }, (_, n) => make(n))
  await insert(
    db,
    'versions',
    each(year.versionsPerReport, n => ({
      id: `${report_id}-v${n}`,
      report_id,
      number: n + 1,
      kind: 'automatic' as const,
      edition: null,
      name: '',
      note: '',
      section_id: null,
      person_id: personName(n),
      at,
      content: JSON.stringify({ outline: ids }),
    })),
  )
  await insert(
    db,
    'version_positions',
    each(year.versionsPerReport, n =>
      ids.map(section_id => ({ version_id: `${report_id}-v${n}`, section_id, seq: 1 + n * 40 })),
    ).flat(),
  )
  await insert(
    db,
    'threads',
    each(year.threadsPerReport, n => ({
      id: `${report_id}-t${n}`,
      report_id,
      section_id: ids[n % ids.length] ?? '',
      kind: 'comment' as const,
      anchor_start: null,
      anchor_end: null,
      quote: '这一句的数字',
      before: '',
      after: '',
      created_by: personName(n),
      created_at: at,
      resolved_at: null,
      resolved_by: null,
    })),
  )
  await insert(
    db,
    'comments',
    each(2 * year.threadsPerReport, n => ({
      id: `${report_id}-c${n}`,
      thread_id: `${report_id}-t${n % year.threadsPerReport}`,
      person_id: personName(n),
      text: '请核对口径，与上月报表不一致。',
      at,
      edited_at: null,
      deleted_at: null,
      proposal: null,
      proposal_over: null,
      proposal_state: null,
      decided_by: null,
      decided_at: null,
    })),
  )
  for (let n = 0; n < year.imagesPerReport; n += 1) {
    const bytes = randomBytes(imageBytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const shape = {
      media_type: 'image/jpeg' as const,
      width: 1600,
      height: 1200,
      size: bytes.length,
      hash,
      bytes,
    }
    await insert(db, 'images', [
      { report_id, id: `i${n}`, ...shape, created_by: personName(n), created_at: at },
    ])
  }
  for (let n = 0; n < year.attachmentsPerReport; n += 1) {
    const bytes = randomBytes(attachmentBytes)
    const file = { name: '材料.docx', media_type: 'application/octet-stream', size: bytes.length, bytes }
    const whose = { report_id, section_id: ids[n] ?? null, created_by: personName(n), created_at: at }
    await insert(db, 'attachments', [{ id: `${report_id}-a${n}`, ...whose, ...file }])
  }
}

async function fillHouse(db: Database, months: number): Promise<void> {
  const reports = months * year.reportsPerMonth
  const messages = Array.from({ length: months * year.people * year.messagesPerPersonAndMonth }, (_, n) => ({
    id: `m${n}`,
    person_id: personName(n),
    report_id: reportName(n % reports),
    section_id: null,
    kind: 'submitted' as const,
    params: '{}',
    created_at: at,
    read_at: at,
    dedupe_key: `m${n}`,
  }))
  await insert(db, 'messages', messages)
  const audit = Array.from({ length: months * year.auditRowsPerMonth }, (_, n) => ({
    id: `audit${n}`,
    seq: n + 1,
    at,
    person_id: personName(n),
    action: 'section.submit',
    report_id: reportName(n % reports),
    subject_id: sectionName(n % reports, n % year.sectionsPerReport),
    before: JSON.stringify({ status: 'drafting' }),
    after: JSON.stringify({ status: 'submitted' }),
    address: '192.168.1.20',
    via: 'server' as const,
  }))
  await insert(db, 'audit', audit)
}

type Insertable = Parameters<Database['insertInto']>[0]

/** A few at a time: a statement takes only so many values. */
async function insert(db: Database, table: Insertable, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await db
      .insertInto(table)
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
}
