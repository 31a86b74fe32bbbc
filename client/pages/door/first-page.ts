/**
 * Where somebody who just came in goes first: straight to the one report that waits for them, if it is one. Where
 * the browser has no WebSocket, to the one section that they owe, on the plain page.
 */
import { call } from '../../api/call.ts'
import { hasLine, handInAddress } from '../../ui/hand-in-address.ts'

export async function firstPage(): Promise<string> {
  return hasLine() ? firstReport() : firstSection()
}

async function firstReport(): Promise<string> {
  // Whatever goes wrong here is told by the page that follows.
  const reports = await call('listReports', {}).catch(() => [])
  const [owed, ...more] = reports.filter(({ mine }) => mine > 0)
  return owed && more.length === 0 ? `/reports/${owed.id}` : '/'
}

async function firstSection(): Promise<string> {
  const work = await call('listMyWork', {}).catch(() => [])
  const [owed, ...more] = work.filter(one => one.owed)
  return owed && more.length === 0 ? handInAddress(owed) : '/'
}
