/** A section's status as a mark that differs in shape as well as colour. The word stands beside it. */
import type { Status } from '../../shared/report.ts'
import './status.css'

export function StatusDot({ status }: { readonly status: Status }) {
  return <span className={`status-dot status-${status}`} aria-hidden="true" />
}
