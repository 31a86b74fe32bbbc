/** Front and back matter: addressee, signature, date, and where they stand. Saved field by field. */
import { ScrollArea, SegmentedControl, TextInput } from '@mantine/core'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../shared/api.ts'
import type { Matter } from '../../../shared/report.ts'
import { useChangeReport } from '../../api/queries.ts'
import { lazy } from '../../ui/lazy.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import './matter.css'

const DayField = lazy(async () => ({ default: (await import('./DayField.tsx')).DayField }))

export function MatterPanel({ report, mayEdit }: { readonly report: Report; readonly mayEdit: boolean }) {
  return (
    <ScrollArea className="panel-scroll" type="hover">
      <div className="panel-body">
        {mayEdit ? <Fields report={report} /> : <Facts matter={report.matter} />}
      </div>
    </ScrollArea>
  )
}

function Fields({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutateAsync } = useChangeReport(report.id)
  const { matter } = report
  const save = (change: Partial<Matter>) => void mutateAsync({ matter: change }).catch(fail)
  return (
    <div className="matter">
      <p className="panel-note">{t('outline.savedAt')}</p>
      {(['addressee', 'signature'] as const).map(name => (
        <TextInput
          key={`${name}-${matter[name]}`}
          label={t(`outline.${name}`)}
          description={name === 'addressee' ? t('outline.addresseeHint') : undefined}
          defaultValue={matter[name]}
          maxLength={200}
          onBlur={event => {
            const value = event.currentTarget.value.trim()
            if (value !== matter[name]) save({ [name]: value })
          }}
        />
      ))}
      <Suspense>
        <DayField day={matter.date} onChange={date => save({ date })} />
      </Suspense>
      <div>
        <p className="matter-label" id="matter-place">
          {t('outline.place')}
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="matter-place"
          value={matter.signaturePlace}
          data={(['end', 'title'] as const).map(value => ({ value, label: t(`outline.place_${value}`) }))}
          onChange={value => save({ signaturePlace: value === 'title' ? 'title' : 'end' })}
        />
      </div>
    </div>
  )
}

function Facts({ matter }: { readonly matter: Matter }) {
  const { t } = useTranslation()
  const { day } = useTimes()
  return (
    <dl className="matter-facts">
      <dt>{t('outline.addressee')}</dt>
      <dd>{matter.addressee || t('common.none')}</dd>
      <dt>{t('outline.signature')}</dt>
      <dd>{matter.signature || t('common.none')}</dd>
      <dt>{t('outline.date')}</dt>
      <dd>{matter.date ? day(matter.date) : t('common.none')}</dd>
    </dl>
  )
}
