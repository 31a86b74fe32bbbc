/** Asks for the reason why a finding is ignored, and ignores it for everybody. */
import { useTranslation } from '../i18n.ts'
import { markOf, mayBeIgnored } from '../../shared/checks/ignored.ts'
import { limits } from '../../shared/limits.ts'
import { keys, useCall } from '../api/queries.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { useTellFailure } from '../ui/tell-failure.ts'
import type { ToldFinding } from './findings.ts'
import { Quote } from './Quote.tsx'

export const isIgnorable = ({ rule, quote }: ToldFinding) =>
  mayBeIgnored(rule) && quote.length <= limits.ignoredQuote

type Props = {
  readonly reportId: string
  /** Null: nothing is asked. */
  readonly asked: ToldFinding | null
  readonly onClose: () => void
  readonly onIgnored?: () => void
}

export function IgnoreDialog({ reportId, asked, onClose, onIgnored }: Props) {
  const { t } = useTranslation()
  const tellFailure = useTellFailure()
  const ignore = useCall('ignoreFinding', [keys.ignored(reportId)])
  const done = () => {
    onClose()
    onIgnored?.()
  }
  return (
    <Confirm
      opened={asked !== null}
      title={t('checks.ignoreTitle')}
      lead={asked && <Quote words={asked.quote} />}
      action={t('checks.ignore')}
      busy={ignore.isPending}
      reason={{
        label: t('checks.ignoreReason'),
        hint: t('checks.ignoreHint'),
        longest: limits.reasonLength,
      }}
      onConfirm={reason => {
        if (asked)
          ignore.mutate([{ reportId }, { ...markOf(asked), reason }], {
            onSuccess: done,
            onError: tellFailure,
          })
      }}
      onClose={onClose}
    />
  )
}
