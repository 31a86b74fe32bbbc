/** 已写完, said by a 协办 for itself on the plain page: saves first. */
import { useTranslation } from '../../i18n.ts'
import { call } from '../../api/call.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSending } from '../../ui/use-sending.ts'
import type { At } from './HandInPage.tsx'
import type { Writing } from './use-writing.ts'

export function Ticking({ writing, at }: { readonly writing: Writing; readonly at: At }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const { ownTicks } = writing.asked
  if (ownTicks.length === 0) return null
  const say = (departmentId: string, done: boolean) =>
    run(async () => {
      if (done && !(await writing.save())) return
      await call('tickSection', at, { departmentId, done })
      await writing.reread()
    })
  return (
    <section className="hand-in-ticks" aria-label={t('steps.coTitle')}>
      {ownTicks.map(({ id, name, done }) => (
        <p key={id}>
          <span>
            {name} · {t(done ? 'steps.coDone' : 'steps.coWaiting')}
          </span>
          <button
            type="button"
            className="tg-button tg-button-quiet"
            aria-disabled={busy}
            onClick={() => void say(id, !done)}
          >
            {t(done ? 'steps.untick' : 'steps.tick')}
          </button>
        </p>
      ))}
      <Problem error={error} />
    </section>
  )
}
