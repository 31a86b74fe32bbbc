/** The filters of the log, kept in the page's address so that a view can be sent to a colleague. */
import type { QueryOf } from '../../../shared/api.ts'
import { isAuditAction } from '../../../shared/audit.ts'

type Filter = Omit<QueryOf<'listAudit'>, 'before' | 'limit'>
/** What the fields hold; days are yyyy-mm-dd in the reader's own time zone, both included. */
export type FieldName = 'personId' | 'action' | 'reportId' | 'fromDay' | 'toDay'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

export function filterOf(fields: URLSearchParams): Filter {
  const action = fields.get('action') ?? ''
  const moment = (day: string | null, later: number) => {
    if (!day || !dayPattern.test(day)) return undefined
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return new Date(year, month - 1, date + later).toISOString()
  }
  return {
    personId: fields.get('personId') ?? undefined,
    action: isAuditAction(action) ? action : undefined,
    reportId: fields.get('reportId') ?? undefined,
    from: moment(fields.get('fromDay'), 0),
    to: moment(fields.get('toDay'), 1),
  }
}
