/** What went wrong with a link beyond what its page says: a cut-off link is no form to fill in again. */
import { ApiError } from '../../api/call.ts'
import { Problem } from '../../ui/Problem.tsx'

export function LinkProblem({ error }: { readonly error: unknown }) {
  const cutOff = error instanceof ApiError && error.code === 'bad-request'
  return <Problem error={cutOff ? undefined : error} />
}
