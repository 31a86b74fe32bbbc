/** Where somebody who just came in goes first: straight to the one report that waits for them, if it is one. */
import { call } from '../../api/call.ts'

export async function firstPage(): Promise<string> {
  // Whatever goes wrong here is told by the page that follows.
  const reports = await call('listReports', {}).catch(() => [])
  const [owed, ...more] = reports.filter(({ mine }) => mine > 0)
  return owed && more.length === 0 ? `/reports/${owed.id}` : '/'
}
