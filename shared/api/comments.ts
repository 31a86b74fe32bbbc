/** The contract of 批注 and 领导批示: threads at a place of a section's text. */
import { z } from 'zod'
import { aroundMost } from '../comments/anchor.ts'
import { markMedia, proposalStates, threadKinds } from '../comments/thread.ts'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { date, id, line, name, nothing, time } from './values.ts'

const isMark = (letter: string) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(letter) && letter !== '\n'
/** Lines of words; whatever else is no letter is left out. */
const lines = z
  .string()
  .overwrite(value =>
    Array.from(value.toWellFormed().replaceAll('\r\n', '\n'), letter => (isMark(letter) ? ' ' : letter)).join(
      '',
    ),
  )
const words = lines.trim().max(limits.commentLength)
/** In place of words of one block, so of one line. */
const proposal = lines.max(limits.proposalLength).regex(/^[^\n]*$/)
const mentions = z.array(id).max(limits.commentMentions)

const around = z.string().max(aroundMost)
const anchored = z.object({
  /** Null: about the section as a whole. */
  anchor: z
    .object({ start: z.string().max(limits.anchorLength), end: z.string().max(limits.anchorLength) })
    .nullable(),
  quote: z.string().max(limits.commentQuote),
  before: around,
  after: around,
})

const who = z.object({ personId: id, personName: z.string() })
const comment = who.extend({
  id,
  at: time,
  editedAt: time.nullable(),
  text: z.string(),
  mentions: z.array(z.object({ id, name: z.string() })),
  proposal: z
    .object({
      text: z.string(),
      /** The words that it is to stand for. */
      over: z.string(),
      state: z.enum(proposalStates),
      /** Who decided. */
      personName: z.string().nullable(),
      at: time.nullable(),
    })
    .nullable(),
})
export type ThreadComment = z.infer<typeof comment>

const markFields = z.object({
  /** 领导姓名 and 职务. */
  leader: name,
  post: line.max(limits.nameLength),
  medium: z.enum(markMedia),
  on: date,
  attachmentId: id.nullable(),
})
const mark = markFields.extend({
  attachmentName: z.string().nullable(),
  done: z.object({ at: time, personName: z.string(), note: z.string(), seq: z.int().nullable() }).nullable(),
})

const thread = anchored.extend({
  id,
  sectionId: id,
  kind: z.enum(threadKinds),
  /** Who began it. */
  personId: id,
  at: time,
  resolved: z.object({ at: time, personName: z.string() }).nullable(),
  mark: mark.nullable(),
  /** The oldest first; never none. */
  comments: z.array(comment),
})
export type Thread = z.infer<typeof thread>
export type ThreadMark = z.infer<typeof mark>

const said = z.object({ text: words, mentions, proposal: proposal.nullable() })
const mentionable = z.object({ id, name: z.string(), departmentIds: z.array(id) })
export type Mentionable = z.infer<typeof mentionable>

export const commentsApi = define({
  listThreads: { ...routes.listThreads, access: 'signed-in', response: z.array(thread) },
  /** Who may be named with @ in this report. */
  listMentionable: { ...routes.listMentionable, access: 'signed-in', response: z.array(mentionable) },
  beginThread: {
    ...routes.beginThread,
    access: 'signed-in',
    body: anchored.extend(said.shape),
    response: z.object({ threadId: id, commentId: id }),
  },
  replyToThread: {
    ...routes.replyToThread,
    access: 'signed-in',
    body: said,
    response: z.object({ commentId: id }),
  },
  /** 解决, and open again. */
  settleThread: {
    ...routes.settleThread,
    access: 'signed-in',
    body: z.object({ resolved: z.boolean() }),
    response: nothing,
  },
  changeComment: {
    ...routes.changeComment,
    access: 'signed-in',
    body: z.object({ text: words, mentions }),
    response: nothing,
  },
  deleteComment: { ...routes.deleteComment, access: 'signed-in', response: nothing },
  restoreComment: { ...routes.restoreComment, access: 'signed-in', response: nothing },
  /** `reopen` takes an acceptance back, with the edit that it made. */
  decideProposal: {
    ...routes.decideProposal,
    access: 'signed-in',
    body: z.object({ verdict: z.enum(['accept', 'decline', 'reopen']) }),
    response: nothing,
  },
  recordMark: {
    ...routes.recordMark,
    access: 'signed-in',
    body: anchored.extend(markFields.shape).extend({ text: words.min(1) }),
    response: z.object({ threadId: id, commentId: id }),
  },
  /** 落实, with a word on the change that did it; and not so after all. */
  settleMark: {
    ...routes.settleMark,
    access: 'signed-in',
    body: z.object({ done: z.boolean(), note: z.string().trim().max(limits.reasonLength) }),
    response: nothing,
  },
})
