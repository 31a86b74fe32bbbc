/** Which threads the list shows, and how many each choice has. */
import type { Thread } from '../../../shared/api.ts'

export const filters = ['open', 'marks', 'mentions', 'mine', 'settled', 'all'] as const
export type ThreadFilter = (typeof filters)[number]

export const isFilter = (value: string): value is ThreadFilter => filters.some(one => one === value)

export function isShown(thread: Thread, filter: ThreadFilter, personId: string): boolean {
  const isOpen = thread.resolved === null
  switch (filter) {
    case 'open':
      return isOpen
    case 'marks':
      return isOpen && thread.kind === 'mark'
    case 'mentions':
      return isOpen && thread.comments.some(({ mentions }) => mentions.some(({ id }) => id === personId))
    case 'mine':
      return thread.personId === personId || thread.comments.some(comment => comment.personId === personId)
    case 'settled':
      return !isOpen
    case 'all':
      return true
  }
}

export function countsOf(threads: readonly Thread[], personId: string): Record<ThreadFilter, number> {
  const count = (filter: ThreadFilter) => threads.filter(thread => isShown(thread, filter, personId)).length
  return {
    open: count('open'),
    marks: count('marks'),
    mentions: count('mentions'),
    mine: count('mine'),
    settled: count('settled'),
    all: count('all'),
  }
}
