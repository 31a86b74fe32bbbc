/** A doubt in words. */
import { useTranslation } from '../../i18n.ts'
import type { Doubt } from '../../../shared/import/import-plan.ts'

export function useDoubtWords(): (doubt: Doubt) => string {
  const { t } = useTranslation()
  return ({ kind, values }) =>
    t(`importing.doubt_${kind}`, {
      found: values.found ?? '',
      expected: values.expected ?? '',
      above: values.above ?? '',
      mark: values.mark ?? '',
      count: Number(values.count ?? 0),
      other: values.other ?? '',
    })
}
