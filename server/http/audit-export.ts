/**
 * The audit as a file: a table for Excel and WPS in the words of the asking person's language, or JSON.
 * It is written page by page, so that a long log is never whole in memory, and the export is an act itself.
 */
import { once } from 'node:events'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { auditFilter } from '../../shared/api/audit.ts'
import type { AuditEntry } from '../../shared/api.ts'
import { auditWords } from '../../shared/audit-words.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { limits } from '../../shared/limits.ts'
import { byteOrderMark, csvRow } from '../../shared/csv.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Program } from '../program.ts'
import { type AuditPage, listAudit } from '../reports/audit-log.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'
import { timeZone } from './time-zone.ts'
import { wordsFor } from './words.ts'

const asked = auditFilter.extend({
  format: z.enum(['csv', 'json']),
  /** The time zone of the table's times, as browsers name it. */
  zone: timeZone,
})

export function auditExportRouter(program: Program, guard: Guard): Router {
  const router = Router()
  router.get('/audit/export', async (request, response) => {
    const outcome = await exportAudit(program, guard, request, response)
    if (!outcome.ok) sendRefusal(request, response, outcome)
  })
  return router
}

async function exportAudit(
  program: Program,
  guard: Guard,
  request: Request,
  response: Response,
): Promise<Outcome<null>> {
  const admitted = await guard.admit(request)
  if (!admitted.ok) return admitted
  const signedIn = admitted.value
  if (!signedIn) return refuse('not-signed-in')
  const query = asked.safeParse(request.query)
  if (!query.success) return refuse('bad-request')
  const { format, zone, ...filter } = query.data
  const { actor, via } = signedIn
  const pages = pagesOf(page => listAudit(program, actor, page), filter)
  const first = await pages.next()
  if (first.value && !first.value.ok) return first.value
  const deps = { ...program, origin: { via, address: guard.addressOf(request) } }
  const recorded = await inTransaction(deps, async tx => {
    await writeAudit(tx, deps, { personId: actor.id, action: 'audit.export', after: { format, ...filter } })
    return { ok: true, value: null }
  })
  const words = await wordsFor(request.headers, program.db)
  const file = format === 'csv' ? csvFile(words, zone) : jsonFile()
  const day = timestamp(program.clock).slice(0, 10)
  response
    .set('content-type', file.mediaType)
    .set('content-disposition', `attachment; filename="tonggao-audit-${day}.${format}"`)
    .set('cache-control', 'no-store')
  response.write(file.head)
  for (let page = first; page.value?.ok; page = await pages.next()) {
    // Whoever takes slowly is waited for; whoever left is not written to.
    const text = page.value.value.map(file.entry).join('')
    if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    if (response.destroyed) break
  }
  response.end(file.tail)
  return recorded
}

type List = (page: AuditPage) => ReturnType<typeof listAudit>

async function* pagesOf(list: List, filter: AuditPage): AsyncGenerator<Outcome<AuditEntry[]>, undefined> {
  let before: number | undefined
  for (let left = limits.auditExport; left > 0; left -= limits.auditPage) {
    const page = await list({ ...filter, before, limit: Math.min(left, limits.auditPage) })
    if (!page.ok) {
      yield page
      return
    }
    yield { ok: true, value: page.value.entries }
    if (page.value.next === null) return
    before = page.value.next
  }
}

type FileForm = {
  readonly mediaType: string
  readonly head: string
  readonly entry: (entry: AuditEntry) => string
  readonly tail: string
}

function csvFile(words: Dictionary, zone: string): FileForm {
  const { audit } = words
  const columns = [audit.time, audit.who, audit.what, audit.report, audit.details, audit.where, audit.address]
  // Swedish writes 2026-11-23 09:30:00, which every spreadsheet reads as a time.
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return {
    mediaType: 'text/csv; charset=utf-8',
    head: byteOrderMark + csvRow(columns.with(0, `${audit.time} (${zone})`)),
    entry: entry => {
      const { who, did, changes } = auditWords(entry, words)
      const via = entry.via === null ? '' : audit[`via_${entry.via}`]
      const at = time.format(new Date(entry.at))
      return csvRow([at, who, did, entry.reportTitle ?? '', changes.join('\n'), via, entry.address ?? ''])
    },
    tail: '',
  }
}

function jsonFile(): FileForm {
  let isFirst = true
  return {
    mediaType: 'application/json; charset=utf-8',
    head: '[',
    entry: entry => {
      const comma = isFirst ? '\n' : ',\n'
      isFirst = false
      return comma + JSON.stringify(entry)
    },
    tail: '\n]\n',
  }
}
