/**
 * Files on their way into the sections of one report: what is known of each, and what follows from it. Pure.
 *
 * 1. A file without a section goes nowhere. Of files for one section only the first may replace its text.
 * 2. What a person chose stands; only what nobody chose follows from the match and from what is in the section.
 */
import type { Department, Report } from '../../shared/api.ts'
import { matchSection, type SectionMatch, type SectionPlace } from '../../shared/import/match-sections.ts'
import type { PutMode } from '../../shared/schema/put-modes.ts'
import { inlineText } from '../../shared/schema/text.ts'
import type { ReadFile } from './read-document.ts'
import type { Standing } from './standing.ts'

export type FileState = 'waiting' | 'reading' | 'ready' | 'refused' | 'putting' | 'done' | 'undone'

/** How a text that was put can be taken back. */
type WayBack = { readonly before: Standing; readonly seq: number }

export type BroughtFile = {
  readonly key: number
  readonly file: File
  readonly state: FileState
  readonly progress: number
  readonly read: ReadFile | undefined
  readonly match: SectionMatch
  readonly sectionId: string | null
  /** As chosen by the person. */
  readonly mode: PutMode | undefined
  readonly wayBack: WayBack | undefined
  /** Sentences: why it was refused or not put, or what did not come along. */
  readonly problems: readonly string[]
}

export const newFile = (key: number, file: File): BroughtFile => ({
  key,
  file,
  state: 'waiting',
  progress: 0,
  read: undefined,
  match: { kind: 'none' },
  sectionId: null,
  mode: undefined,
  wayBack: undefined,
  problems: [],
})

export function placesOf(
  { sections }: Pick<Report, 'sections'>,
  departments: readonly Pick<Department, 'id' | 'name'>[],
): SectionPlace[] {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  return sections.map(({ id, level, number, heading, leadId, coIds }) => ({
    id,
    level,
    number,
    heading,
    lead: leadId === null ? '' : (names.get(leadId) ?? ''),
    co: coIds.map(one => names.get(one) ?? ''),
  }))
}

/** A read file with the section that is suggested for it. */
export function matched(read: ReadFile, places: readonly SectionPlace[]) {
  const match = matchSection({ name: read.name, lines: cluesOf(read) }, places)
  return { match, sectionId: match.kind === 'one' ? match.id : null }
}

/** What may name a section: the first lines, and short numbered or marked ones. */
function cluesOf({ document }: ReadFile): string[] {
  const lines = document.blocks.flatMap(block =>
    block.kind === 'line'
      ? [{ text: inlineText(block.content).trim(), isHeading: block.outline !== undefined }]
      : [],
  )
  const worded = lines.filter(({ text }) => text !== '')
  return worded
    .filter(({ text, isHeading }, at) => text.length <= longestClue && (at < 4 || isHeading))
    .slice(0, 12)
    .map(({ text }) => text)
}
const longestClue = 40

/** Does another file that comes before it go into the same section? */
export const followsAnother = (files: readonly BroughtFile[], { key, sectionId }: BroughtFile) =>
  files.some(
    other => other.key < key && other.sectionId === sectionId && sectionId !== null && isToCome(other.state),
  )

export const sharesSection = (files: readonly BroughtFile[], { key, sectionId }: BroughtFile) =>
  sectionId !== null && files.some(other => other.key !== key && other.sectionId === sectionId)

export function modeOf(
  files: readonly BroughtFile[],
  file: BroughtFile,
  standing: Standing | undefined,
): PutMode {
  if (followsAnother(files, file)) return 'append'
  return file.mode ?? (standing?.isEmpty ? 'replace' : 'append')
}

const isToCome = (state: FileState) => state !== 'refused' && state !== 'undone'

export const isReady = ({ state, sectionId, read }: BroughtFile) =>
  state === 'ready' && sectionId !== null && read !== undefined
