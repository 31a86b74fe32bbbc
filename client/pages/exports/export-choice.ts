/**
 * How somebody has reports leave: what becomes of sections that are not accepted, and who counts Word's headings.
 *
 * 1. Kept in this browser by person, so that nobody at a shared PC exports by another's choice.
 * 2. The way of counting holds for all reports. What becomes of sections holds for the report that it was chosen
 *    for: elsewhere nothing is left out that nobody asked to leave out.
 */
import { useLocalStorage } from '@mantine/hooks'
import type { NumberStyle, Report } from '../../../shared/api.ts'
import { markPending, pendingWays, type PendingWay } from '../../../shared/assemble/pending.ts'
import { useSession } from '../../ui/session.tsx'

export type ExportChoice = {
  readonly pending: PendingWay
  readonly numbers: NumberStyle
  /** Sections that are not accepted: `pending` is about them. */
  readonly waiting: number
  readonly choosePending: (way: PendingWay) => void
  readonly chooseNumbers: (numbers: NumberStyle) => void
}

type Kept = {
  readonly numbers: NumberStyle
  readonly reportId: string
  readonly pending: PendingWay
}

const unasked: Kept = { numbers: 'text', reportId: '', pending: 'show' }

export function useExportChoice(report: Pick<Report, 'id' | 'sections'>): ExportChoice {
  const { actor } = useSession()
  const [kept, keep] = useLocalStorage({
    key: `tonggao-export/${actor.id}`,
    defaultValue: unasked,
    getInitialValueInEffect: false,
    deserialize: readKept,
  })
  const lengths = new Map(report.sections.map(({ id, words }) => [id, words]))
  const waiting = markPending(report.sections, id => (lengths.get(id) ?? 0) > 0).size
  return {
    pending: kept.reportId === report.id && waiting > 0 ? kept.pending : 'show',
    numbers: kept.numbers,
    waiting,
    choosePending: pending => keep({ ...kept, reportId: report.id, pending }),
    chooseNumbers: numbers => keep({ ...kept, numbers }),
  }
}

/** Whatever stands in the storage. */
export function readKept(text: string | undefined): Kept {
  const { numbers, reportId, pending } = fieldsOf(text)
  return {
    numbers: numbers === 'word' ? 'word' : 'text',
    reportId: typeof reportId === 'string' ? reportId : '',
    pending: pendingWays.find(way => way === pending) ?? 'show',
  }
}

function fieldsOf(text: string | undefined): Partial<Record<keyof Kept, unknown>> {
  try {
    return Object.assign({}, JSON.parse(text ?? 'null'))
  } catch {
    return {}
  }
}
