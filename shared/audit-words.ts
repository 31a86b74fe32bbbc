/**
 * An act of the audit in words: one sentence, and what changed, field by field. The page and the exported
 * file say the same, each in its reader's language.
 */
import { auditKey, isAuditAction } from './audit.ts'
import type { AuditEntry } from './api/audit.ts'
import type { Dictionary } from './i18n/zh.ts'
import { fill } from './i18n/fill.ts'

export type AuditWords = {
  readonly who: string
  readonly did: string
  /** 标题：旧 → 新 */
  readonly changes: readonly string[]
}

export function auditWords(entry: AuditEntry, words: Dictionary): AuditWords {
  const { audit } = words
  const subject = entry.subject ?? entry.reportTitle ?? ''
  const did = isAuditAction(entry.action) ? fill(audit[auditKey(entry.action)], { subject }) : entry.action
  return { who: whoOf(entry, words), did: did.trim(), changes: changesOf(entry, words) }
}

function whoOf({ personName, via }: AuditEntry, { audit }: Dictionary): string {
  if (personName !== null) return personName
  return via === 'cli'
    ? audit.byCommandLine
    : via === 'web' || via === 'link'
      ? audit.bySomebody
      : audit.bySystem
}

function changesOf({ before, after }: AuditEntry, words: Dictionary): string[] {
  const old = fieldsOf(before)
  const now = fieldsOf(after)
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter(field => JSON.stringify(old[field]) !== JSON.stringify(now[field]))
    .map(field => {
      const label = wordOf(words.audit, `field_${field}`) ?? field
      const value = (fields: Fields) => valueWords(field, fields[field], words)
      const values = { label, before: value(old), after: value(now) }
      if (!(field in old)) return fill(words.audit.fieldSet, values)
      return fill(field in now ? words.audit.fieldChanged : words.audit.fieldWas, values)
    })
}

type Fields = Readonly<Record<string, unknown>>

/** Front and back matter is many fields to people. */
function fieldsOf(value: unknown): Fields {
  const { matter, ...fields } = recordOf(value)
  return { ...fields, ...recordOf(matter) }
}

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function valueWords(field: string, value: unknown, words: Dictionary): string {
  const { audit, common, people, reports } = words
  if (value === null || value === undefined || value === '') return common.none
  if (value === true) return audit.yes
  if (value === false) return audit.no
  if (Array.isArray(value))
    return value.length === 0
      ? common.none
      : value.map(one => valueWords(field, one, words)).join(common.listComma)
  if (typeof value === 'object') return valueWords(field, Object.values(value).filter(isSaid), words)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    (field === 'stage' ? wordOf(reports, `stage_${text}`) : undefined) ??
    (field === 'role' ? wordOf(people, `role_${text}`) : undefined) ??
    wordOf(audit, `value_${text}`) ??
    text
  )
}

const isSaid = (value: unknown) => {
  const isEmptyList = Array.isArray(value) && value.length === 0
  return value !== null && value !== '' && value !== 'none' && !isEmptyList
}

function wordOf(area: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(area, key) ? area[key] : undefined
}
