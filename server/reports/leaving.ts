/** A report on its way out: assembled, and written as a file. The same bytes for the button and the command line. */
import type { ExportFormat } from '../../shared/api.ts'
import { type AssembledReport, type AssembleOptions, assemble } from '../../shared/assemble/assemble.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayConsult, mayReadReport } from '../../shared/permissions.ts'
import { listDepartments } from '../accounts/departments.ts'
import {
  type ExportedFile,
  type ExportOptions,
  exportReport,
  type ReportToExport,
} from '../convert/export.ts'
import { fileName } from '../convert/file-name.ts'
import { pagedPage } from '../convert/paged-page.ts'
import { type Adoption, writeAdoption } from '../convert/adoption.ts'
import { type Schedule, type ScheduleTable, writeSchedule } from '../convert/schedule.ts'
import type { TableFormat } from '../convert/table.ts'
import { fontsOnDisk } from '../paper/fonts.ts'
import type { ConversionOptions } from '../ops/conversions.ts'
import { listConsultations } from './consultation-rows.ts'
import type { ReportDeps } from './deps.ts'
import { imagesOfTexts } from './images.ts'
import { readForProgram, readReport, readWithTexts, type ReportWithTexts } from './present.ts'
import { loadReport } from './rows.ts'

export async function assembleReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  options: AssembleOptions = {},
): Promise<Outcome<AssembledReport>> {
  const read = await readForLeaving(deps, actor, reportId)
  return read.ok ? done(assemble(read.value.report, read.value.texts, options)) : read
}

export async function writeExport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  {
    format,
    signal,
    pending,
    ...options
  }: ExportOptions & AssembleOptions & { format: ExportFormat; signal?: AbortSignal },
): Promise<Outcome<ExportedFile>> {
  const read = await readForLeaving(deps, actor, reportId)
  if (!read.ok) return read
  return writeFormat(deps, { ...read.value, pending }, { format, ...options }, { owner: actor.id, signal })
}

/** A report that was read as a file of one format. */
export async function writeFormat(
  deps: ReportDeps,
  report: ReportToExport,
  { format, ...options }: ExportOptions & { format: ExportFormat },
  turn: ConversionOptions = {},
): Promise<Outcome<ExportedFile>> {
  if (format === 'pdf') return printPdf(deps, report, turn)
  if (!takesLong.has(format)) return done(await exportReport(report, format, options))
  return deps.conversions.run('write-export', { report, format, options }, turn)
}

/** The sheet for the app to lay out in pages; `fonts` are faces as CSS that this server answers. */
export async function pagedReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { fonts, pending }: AssembleOptions & { readonly fonts: string },
): Promise<Outcome<string>> {
  const read = await readForLeaving(deps, actor, reportId)
  if (!read.ok) return read
  return done(pagedPage({ ...read.value, pending }, { fonts, fontSource: "'self'", runs: false }))
}

/** The pages of print, by this machine's Chromium. */
async function printPdf(
  { printing }: ReportDeps,
  leaving: ReportToExport,
  turn: ConversionOptions,
): Promise<Outcome<ExportedFile>> {
  if (!printing.available) return refuse('pdf-unavailable')
  const page = pagedPage(leaving, { fonts: fontsOnDisk(), fontSource: 'file:', runs: true })
  const printed = await printing.print(page, turn)
  if (!printed.ok) return printed
  return done({
    filename: fileName(leaving.report.title, '.pdf'),
    mediaType: 'application/pdf',
    body: printed.value,
  })
}

/** Formats that are written in a thread of their own: those who type must not wait for them. */
const takesLong: ReadonlySet<ExportFormat> = new Set(['docx'])

/** 分工方案 or 报送进度表, for whoever may read the report. */
export async function exportSchedule(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  {
    table,
    format,
    ...rest
  }: Omit<Schedule, 'report' | 'departments' | 'now'> & {
    readonly table: ScheduleTable
    readonly format: TableFormat
  },
): Promise<Outcome<ExportedFile>> {
  const report = await readReport(deps, actor, reportId)
  if (!report.ok) return report
  const departments = await listDepartments(deps)
  if (!departments.ok) return departments
  const schedule = { report: report.value, departments: departments.value, now: deps.clock(), ...rest }
  return done(writeSchedule(schedule, table, format))
}

/** 意见采纳情况表, for the coordinator. */
export async function exportAdoption(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { format, ...rest }: Pick<Adoption, 'words' | 'zone'> & { readonly format: TableFormat },
): Promise<Outcome<ExportedFile>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayConsult(actor)) return refuse('forbidden')
  const consultations = await listConsultations(deps, actor, reportId)
  if (!consultations.ok) return consultations
  return done(writeAdoption({ consultations: consultations.value, now: deps.clock(), ...rest }, format))
}

async function readForLeaving(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportToExport>> {
  const read = await readWithTexts(deps, actor, reportId)
  return read.ok ? done(await toExport(deps, read.value)) : read
}

/** For the program itself, which asks for nobody. */
export async function readWhole(deps: ReportDeps, reportId: string): Promise<Outcome<ReportToExport>> {
  const read = await readForProgram(deps, reportId)
  return read.ok ? done(await toExport(deps, read.value)) : read
}

async function toExport(
  { db }: Pick<ReportDeps, 'db'>,
  { report, texts }: ReportWithTexts,
): Promise<ReportToExport> {
  const plain = new Map([...texts].map(([id, { text }]) => [id, text]))
  return { report, texts: plain, images: await imagesOfTexts(db, report.id, plain.values()) }
}
