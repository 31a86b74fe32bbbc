/** The routes of 批注 and 领导批示. */
import type { Program } from '../program.ts'
import { changeComment, deleteComment, replyToThread, restoreComment } from '../reports/comments.ts'
import { recordMark, settleMark } from '../reports/marks.ts'
import { decideProposal } from '../reports/proposals.ts'
import { beginThread, listMentionable, listThreads, settleThread } from '../reports/threads.ts'
import type { RouteName } from '../../shared/api.ts'
import type { commentsApi } from '../../shared/api/comments.ts'
import type { Handlers } from './handlers.ts'

export type CommentRoute = Extract<RouteName, keyof typeof commentsApi>

export function commentHandlers(program: Program): Pick<Handlers, CommentRoute> {
  return {
    listThreads: ({ actor, params }) => listThreads(program, actor, params.reportId),
    listMentionable: ({ actor, params }) => listMentionable(program, actor, params.reportId),
    beginThread: ({ actor, params, body }) =>
      beginThread(program, actor, params.reportId, params.sectionId, body),
    replyToThread: ({ actor, params, body }) =>
      replyToThread(program, actor, params.reportId, params.threadId, body),
    settleThread: ({ actor, params, body }) =>
      settleThread(program, actor, params.reportId, params.threadId, body),
    changeComment: ({ actor, params, body }) =>
      changeComment(program, actor, params.reportId, params.commentId, body),
    deleteComment: ({ actor, params }) => deleteComment(program, actor, params.reportId, params.commentId),
    restoreComment: ({ actor, params }) => restoreComment(program, actor, params.reportId, params.commentId),
    decideProposal: ({ actor, params, body }) =>
      decideProposal(program, actor, params.reportId, params.commentId, body),
    recordMark: ({ actor, params, body }) =>
      recordMark(program, actor, params.reportId, params.sectionId, body),
    settleMark: ({ actor, params, body }) =>
      settleMark(program, actor, params.reportId, params.threadId, body),
  }
}
