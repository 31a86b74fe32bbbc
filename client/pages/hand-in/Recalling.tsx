/** 撤回 on the plain page, as long as the coordinator has not looked. */
import { useTranslation } from '../../i18n.ts'
import { call } from '../../api/call.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSending } from '../../ui/use-sending.ts'
import type { At } from './HandInPage.tsx'

type Props = { readonly at: At; readonly onRecalled: () => Promise<void> }

export function Recalling({ at, onRecalled }: Props) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const recall = () =>
    run(async () => {
      await call('recallSection', at)
      await onRecalled()
    })
  return (
    <section className="hand-in-recall">
      <p className="tg-hint">{t('steps.recallLead')}</p>
      <Problem error={error} />
      <button
        type="button"
        className="tg-button tg-button-quiet"
        aria-disabled={busy}
        onClick={() => void recall()}
      >
        {t('steps.recall')}
      </button>
    </section>
  )
}
