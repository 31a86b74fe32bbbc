/** A comparison as a file, for whoever may read both sides: written in a thread of its own, printed by Chromium. */
import type { ComparisonQuery } from '../../shared/api/compare.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ComparisonToWrite } from '../convert/comparison.ts'
import type { ExportedFile } from '../convert/export.ts'
import { fileName } from '../convert/file-name.ts'
import { nameOfSide } from '../convert/side-names.ts'
import type { ConversionOptions } from '../ops/conversions.ts'
import { timestamp } from '../ops/deps.ts'
import { fontsOnDisk } from '../paper/fonts.ts'
import { type ComparedSide, readComparison } from './comparing.ts'
import type { ReportDeps } from './deps.ts'
import { imagesOfTexts } from './images.ts'

export const comparedFormats = ['html', 'pdf', 'docx'] as const
type ComparedFormat = (typeof comparedFormats)[number]

export type ComparedWish = ComparisonQuery & {
  readonly format: ComparedFormat
  readonly shown: ComparisonToWrite['shown']
  readonly zone: string
  readonly signal: AbortSignal
}

export async function writeComparison(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { format, shown, zone, signal, ...query }: ComparedWish,
): Promise<Outcome<ExportedFile>> {
  if (format === 'pdf' && !deps.printing.available) return refuse('pdf-unavailable')
  const read = await readComparison(deps, actor, reportId, query)
  if (!read.ok) return read
  const [left, right] = [
    await sideToWrite(deps, read.value.left, zone),
    await sideToWrite(deps, read.value.right, zone),
  ]
  const order = { title: read.value.title, left, right, shown }
  const turn: ConversionOptions = { owner: actor.id, signal }
  if (format === 'docx')
    return deps.conversions.run('track-comparison', { ...order, reviser: await reviserOf(deps, actor) }, turn)
  if (format === 'html') return deps.conversions.run('write-comparison', order, turn)
  const faces = { styles: fontsOnDisk(), source: 'file:' } as const
  const sheet = await deps.conversions.run('write-comparison', { ...order, faces }, turn)
  if (!sheet.ok) return sheet
  const printed = await deps.printing.print(sheet.value.body, turn)
  if (!printed.ok) return printed
  const filename = fileName(sheet.value.filename.replace(/\.html$/u, ''), '.pdf')
  return done({ filename, mediaType: 'application/pdf', body: printed.value })
}

/** Whose name the changes bear: who asks for the file, now. */
async function reviserOf({ db, clock }: ReportDeps, { id }: Actor) {
  const person = await db.selectFrom('persons').select('name').where('id', '=', id).executeTakeFirst()
  return { author: person?.name ?? '', date: timestamp(clock).replace(/\.\d+Z$/u, 'Z') }
}

async function sideToWrite(
  { db }: ReportDeps,
  { about, reportId, report, texts }: ComparedSide,
  zone: string,
): Promise<ComparisonToWrite['left']> {
  return { report, name: nameOfSide(about, zone), images: await imagesOfTexts(db, reportId, texts.values()) }
}
