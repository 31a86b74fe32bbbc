/**
 * Proposed text that is accepted: an edit of the section like any other, worked out on the committed text and
 * stored with the decision in one transaction, so that two who accept at once write once.
 *
 * 1. Only for who may write the section at that moment.
 * 2. Only while the words that it was proposed for stand there as they did; what others write elsewhere stays.
 * 3. Taking back is the same edit the other way, as long as the new words stand as they were accepted.
 */
import type { BodyOf } from '../../shared/api.ts'
import { anchorAt, locate, readLine, type Span, spanOf } from '../../shared/comments/anchor.ts'
import { replaceWords } from '../../shared/comments/replace.ts'
import type { ProposalState } from '../../shared/comments/thread.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { accessTo, type Actor, mayAcceptProposal, mayReadThreads } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { discussing, findComment, readableReport, short } from './discussing.ts'
import type { PlacedSection } from './rows.ts'
import { refuseStep } from './steps.ts'
import { type Edit, makeEdit, readDoc, storeEdit } from './text-edit.ts'
import { anchorColumns, anchoredOf } from './thread-rows.ts'
import { setResolved } from './threads.ts'

type Verdict = BodyOf<'decideProposal'>['verdict']

const becomes = { accept: 'accepted', decline: 'declined', reopen: 'open' } as const

export async function decideProposal(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  commentId: string,
  { verdict }: BodyOf<'decideProposal'>,
): Promise<Outcome<Record<string, never>>> {
  let outcome = await tryOnce(deps, actor, reportId, commentId, verdict)
  // Others wrote between reading and writing: worked out anew on what they wrote.
  for (let again = 0; again < triesMost && !outcome.ok && outcome.code === 'unavailable'; again += 1)
    outcome = await tryOnce(deps, actor, reportId, commentId, verdict)
  return outcome
}

const triesMost = 5

async function tryOnce(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  commentId: string,
  verdict: Verdict,
): Promise<Outcome<Record<string, never>>> {
  const prepared = await prepare(deps, actor, reportId, commentId, verdict)
  if (!prepared.ok) return prepared
  let written: { readonly sectionId: string; readonly seq: number } | undefined
  const outcome = await discussing(deps, actor, reportId, async (tx, report) => {
    const found = await findComment(tx, report, commentId)
    const section = found?.thread.section
    if (!found || !section || found.comment.deleted_at !== null) return refuse('not-found')
    const access = accessTo(report, section)
    if (!mayAcceptProposal(actor, access)) return refuseStep(actor, access, mayAcceptProposal)
    const { comment, thread } = found
    // Decided meanwhile by somebody else.
    if (comment.proposal_state !== prepared.value.state) return refuse('conflict')
    const { edit, place } = prepared.value
    if (edit) {
      if (section.head !== prepared.value.seq) return refuse('unavailable')
      const head = await storeEdit(tx, deps, actor, section, edit)
      if (!head.ok) return head
      written = { sectionId: section.id, seq: head.value }
      await tx.updateTable('threads').set(place).where('id', '=', thread.row.id).execute()
    }
    const state = becomes[verdict]
    await decide(tx, deps, actor, commentId, state)
    // A mark is settled by 落实 alone.
    if (edit && thread.row.kind === 'comment')
      await setResolved(tx, deps, actor, thread.row.id, state === 'accepted')
    const words = { quote: short(comment.proposal_over ?? ''), text: short(comment.proposal ?? '') }
    const act = { action: `proposal.${verdict}` as const, subjectId: section.id, after: words }
    return done({ act, value: {} })
  })
  if (outcome.ok && written) deps.bus.publish({ type: 'head', ...written })
  return outcome
}

type Prepared = {
  /** In which the proposal was when this was worked out. */
  readonly state: ProposalState
  readonly edit: Edit | undefined
  readonly seq: number
  /** Where the thread stands afterwards. */
  readonly place: Partial<ReturnType<typeof anchorColumns>>
}

/** Before the transaction: what the edit is, on the text as it is committed. */
async function prepare(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  commentId: string,
  verdict: Verdict,
): Promise<Outcome<Prepared>> {
  const { db } = deps
  const report = await readableReport(db, actor, reportId)
  if (!report.ok) return report
  const found = await findComment(db, report.value, commentId)
  const section = found?.thread.section
  if (!found || !section || found.comment.deleted_at !== null) return refuse('not-found')
  const access = accessTo(report.value, section)
  if (!mayReadThreads(actor, report.value)) return refuse('forbidden')
  if (!mayAcceptProposal(actor, access)) return refuseStep(actor, access, mayAcceptProposal)
  const { proposal, proposal_over: over, proposal_state: state } = found.comment
  if (proposal === null || state === null) return refuse('bad-request')
  if ((state === 'open') === (verdict === 'reopen')) return refuse('conflict')
  const nothing = { state, edit: undefined, seq: section.head, place: {} }
  if (verdict === 'decline' || state === 'declined') return done(nothing)
  const words = verdict === 'accept' ? [over ?? '', proposal] : [proposal, over ?? '']
  const [from = '', to = ''] = words
  return work(deps, section, state, { from, to, anchored: anchoredOf(found.thread.row) })
}

type Work = {
  readonly from: string
  readonly to: string
  readonly anchored: ReturnType<typeof anchoredOf>
}

async function work(
  { db, random }: ReportDeps,
  section: PlacedSection,
  state: ProposalState,
  { from, to, anchored }: Work,
): Promise<Outcome<Prepared>> {
  const read = await readDoc(db, section.id)
  if (!read.ok) return read
  const { doc, seq } = read.value
  try {
    const reading = readLine(doc)
    const span = from === '' ? emptySpan(anchored, reading) : locate(reading, anchored)
    if (!span || reading.line.slice(span.from, span.to) !== from) return refuse('words-changed')
    let stands: Span = span
    const edit = makeEdit(doc, random, section, () => {
      stands = replaceWords(reading, span, to)
    })
    if (!edit.ok) return edit
    const after = readLine(doc)
    const place = to === '' ? around(anchored, after.line, stands) : anchorAt(after, stands)
    return done({ state, edit: edit.value, seq, place: anchorColumns(place) })
  } finally {
    doc.destroy()
  }
}

/** Words that were left out stood between two letters; the anchor still knows where. */
function emptySpan(anchored: Work['anchored'], reading: ReturnType<typeof readLine>): Span | undefined {
  const span = anchored.anchor && spanOf(reading, anchored.anchor)
  return span ? { from: span.from, to: span.from } : undefined
}

/** Nothing stands there: the old anchor, which collapses, and what is around it now. */
function around(anchored: Work['anchored'], line: string, { from }: Span): Work['anchored'] {
  const before = line.slice(Math.max(0, from - anchored.before.length), from)
  return { ...anchored, before, after: line.slice(from, from + anchored.after.length) }
}

async function decide(
  tx: Database,
  { clock }: Pick<ReportDeps, 'clock'>,
  actor: Actor,
  commentId: string,
  state: ProposalState,
): Promise<void> {
  const isOpen = state === 'open'
  await tx
    .updateTable('comments')
    .set({
      proposal_state: state,
      decided_by: isOpen ? null : actor.id,
      decided_at: isOpen ? null : timestamp(clock),
    })
    .where('id', '=', commentId)
    .execute()
}
