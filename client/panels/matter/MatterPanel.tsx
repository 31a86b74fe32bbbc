/** Front and back matter: 文种, 版头, addressee, signature, date, 版记. Fields come when they are wanted. */
import { ScrollArea, Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import type { Matter } from '../../../shared/report.ts'
import { lazy } from '../../ui/lazy.ts'
import { useTimes } from '../../ui/times.ts'
import './matter.css'

const MatterFields = lazy(async () => ({ default: (await import('./MatterFields.tsx')).MatterFields }))

export function MatterPanel({ report, mayEdit }: { readonly report: Report; readonly mayEdit: boolean }) {
  return (
    <ScrollArea className="panel-scroll" type="hover">
      <div className="panel-body">
        {mayEdit ? (
          <Suspense fallback={<Skeleton height={320} />}>
            <MatterFields report={report} />
          </Suspense>
        ) : (
          <Facts matter={report.matter} />
        )}
      </div>
    </ScrollArea>
  )
}

function Facts({ matter }: { readonly matter: Matter }) {
  const { t } = useTranslation()
  const { day } = useTimes()
  return (
    <dl className="matter-facts">
      <dt>{t('matter.kind')}</dt>
      <dd>{t(`matter.kind_${matter.kind}`)}</dd>
      <dt>{t('outline.addressee')}</dt>
      <dd>{matter.addressee || t('common.none')}</dd>
      <dt>{t('outline.signature')}</dt>
      <dd>{matter.signature || t('common.none')}</dd>
      <dt>{t('outline.date')}</dt>
      <dd>{matter.date ? day(matter.date) : t('common.none')}</dd>
    </dl>
  )
}
