/**
 * A section's text written as blocks, in place of what is there or behind it: from a file that was read and
 * looked at, by a program over the API, and back again (undo is the former text put in place once more).
 *
 * 1. One forward edit: the log goes on, open tabs take it as somebody's typing, nothing is reset.
 * 2. In place of a text that was read at `base` only: whoever wrote since loses nothing, also not between this
 *    verb's reading and its transaction. Behind a text it needs no such care.
 */
import type { BodyOf, HandIn } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { withoutCitations } from '../../shared/figures/in-text.ts'
import { accessTo, type Actor, mayWrite } from '../../shared/permissions.ts'
import { linesOfDoc } from '../../shared/schema/rewrite.ts'
import { putBlocks } from '../../shared/schema/rewrite-blocks.ts'
import { checkText, plainText, type Text } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import { freezeBeforeImport } from './automatic-versions.ts'
import { changing } from './changing.ts'
import { readValuesOfSection } from './figure-rows.ts'
import type { ReportDeps } from './deps.ts'
import { readHandIn } from './hand-in.ts'
import type { PlacedSection } from './rows.ts'
import { refuseStep } from './steps.ts'
import { type Edit, makeEdit, placeOf, readDoc, storeEdit } from './text-edit.ts'

type Put = Omit<BodyOf<'putText'>, 'text'> & { readonly text: Text }

export async function putText(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { text: given, base, mode }: BodyOf<'putText'>,
): Promise<Outcome<HandIn>> {
  const text = checkText(given)
  if (!text) return refuse('bad-text')
  const place = await placeOf(deps.db, actor, reportId, sectionId)
  if (!place.ok) return place
  const { report, section } = place.value
  const access = accessTo(report, section)
  if (!mayWrite(actor, access)) return refuseStep(actor, access, mayWrite)
  const prepared = await prepare(deps, section, { text, base, mode })
  if (!prepared.ok) return prepared
  const { edit, seq } = prepared.value
  const stored = await changing(deps, actor, reportId, async (tx, now) => {
    const current = now.sections.find(({ id }) => id === sectionId)
    if (!current) return refuse('not-found')
    const rights = accessTo(now, current)
    if (!mayWrite(actor, rights)) return refuseStep(actor, rights, mayWrite)
    if (mode === 'replace' && current.head !== seq) return refuse('text-changed')
    await freezeBeforeImport(tx, deps, actor, now, current)
    const head = await storeEdit(tx, deps, actor, current, edit)
    if (!head.ok) return head
    const after = { words: wordCount(plainText(text)), mode }
    return done({ act: { action: 'section.write' as const, subjectId: sectionId, after }, value: head.value })
  })
  if (!stored.ok) return stored
  deps.bus.publish({ type: 'head', sectionId, seq: stored.value.value })
  return readHandIn(deps, actor, reportId, sectionId)
}

async function prepare(
  { db, random }: ReportDeps,
  section: PlacedSection,
  { text, base, mode }: Put,
): Promise<Outcome<{ readonly edit: Edit; readonly seq: number }>> {
  const read = await readDoc(db, section.id)
  if (!read.ok) return read
  const { doc, seq } = read.value
  const figures = await readValuesOfSection(db, section.id)
  try {
    if (mode === 'replace' && seq !== base)
      return refuse('text-changed', { text: linesOfDoc(doc, figures).join('\n'), seq })
    const edit = makeEdit(doc, random, section, target =>
      putBlocks(target, withoutCitations(text, figures), mode),
    )
    return edit.ok ? done({ edit: edit.value, seq }) : edit
  } finally {
    doc.destroy()
  }
}
