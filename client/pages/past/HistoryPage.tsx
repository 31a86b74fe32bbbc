/**
 * /reports/:reportId/history, 时间轴: the report, or one section (?section=), as it read at any moment of its
 * log. Read-only; what was written at the chosen moment is marked at its sections.
 */
import { ActionIcon, Alert, Button, Group, NativeSelect, Slider } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams, useSearchParams } from 'react-router'
import type { Report, ResponseOf } from '../../../shared/api.ts'
import { useReport } from '../../api/queries.ts'
import { useMoment, useMoments } from '../../api/versions.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import { PastSheet } from './PastSheet.tsx'

type Moments = ResponseOf<'listMoments'>

export function HistoryPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const [asked, setAsked] = useSearchParams()
  const section = asked.get('section') ?? undefined
  const report = useReport(reportId)
  const moments = useMoments(reportId, section)
  const nameOf = useSectionName()
  const failed = report.error ?? moments.error
  return (
    <Page
      title={t('versions.history')}
      lead={t('versions.historyLead')}
      wide
      actions={
        <Button
          component={Link}
          to={`/reports/${reportId}${section === undefined ? '' : `#${section}`}`}
          variant="default"
          leftSection={<IconArrowLeft size={17} stroke={1.7} />}
        >
          {t('versions.toSheet')}
        </Button>
      }
    >
      {report.data && (
        <NativeSelect
          className="past-scope"
          label={t('versions.scope')}
          value={section ?? ''}
          onChange={({ currentTarget: { value } }) => setAsked(value === '' ? {} : { section: value })}
          data={[
            { value: '', label: t('versions.scopeReport') },
            ...report.data.sections.map(one => ({ value: one.id, label: `${one.number}${nameOf(one)}` })),
          ]}
        />
      )}
      {failed ? (
        <LoadFailure error={failed} onRetry={() => void Promise.all([report.refetch(), moments.refetch()])} />
      ) : report.data && moments.data ? (
        <TimeLine key={section ?? ''} report={report.data} section={section} moments={moments.data} />
      ) : (
        <PageLoading />
      )}
    </Page>
  )
}

type Props = {
  readonly report: Report
  readonly section: string | undefined
  readonly moments: Moments
}

/** Whoever pulls the slider asks for what they stop at. */
const restMs = 150

function TimeLine({ report, section, moments }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const last = moments.length - 1
  const [chosen, choose] = useState(last)
  const at = Math.min(chosen, last)
  const [rested] = useDebouncedValue(at, restMs)
  const read = useMoment(report.id, section, moments[rested]?.at)
  const here = moments[at]
  if (!here) return <EmptyState title={t('versions.noMoments')} />
  const whoAt = (nth: number) => {
    const { people, at: time } = moments[nth] ?? here
    const names = people.length === 0 ? t('versions.byProgram') : people.join(t('common.listComma'))
    return t('versions.momentBy', { time: moment(time), names })
  }
  return (
    <>
      <div className="past-line">
        <Group gap="xs" wrap="nowrap">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('versions.earlier')}
            disabled={at === 0}
            onClick={() => choose(at - 1)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Slider
            className="past-slider"
            min={0}
            max={Math.max(last, 1)}
            value={at}
            onChange={value => choose(Math.min(value, last))}
            label={null}
            thumbLabel={t('versions.history')}
            thumbProps={{ 'aria-valuetext': whoAt(at) }}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('versions.later')}
            disabled={at === last}
            onClick={() => choose(at + 1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
        <output aria-live="polite">
          {whoAt(at)}
          <Changed moment={here} sections={[...(read.data?.outline.sections ?? []), ...report.sections]} />
        </output>
      </div>
      {read.error && !read.data && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && (
        <Then reportId={report.id} section={section} then={read.data} changed={moments[rested]} />
      )}
    </>
  )
}

type ChangedProps = {
  readonly moment: Moments[number]
  /** Named as they were then, else as they are now. */
  readonly sections: readonly Pick<Report['sections'][number], 'id' | 'number' | 'heading' | 'role'>[]
}

function Changed({ moment: { sectionIds, outline }, sections }: ChangedProps) {
  const { t } = useTranslation()
  const nameOf = useSectionName()
  const places = sectionIds.flatMap(id => sections.find(one => one.id === id) ?? [])
  const shown = places.slice(0, placesMost).map(one => `${one.number}${nameOf(one)}`)
  const more = places.length > placesMost ? t('versions.andMore', { n: places.length }) : ''
  return (
    <span>
      {places.length > 0 && t('versions.momentIn', { places: shown.join(t('common.listComma')) + more })}
      {outline && <> {t('versions.momentOutline')}</>}
    </span>
  )
}

const placesMost = 4

type ThenProps = {
  readonly reportId: string
  readonly section: string | undefined
  readonly then: ResponseOf<'readMoment'>
  readonly changed: Moments[number] | undefined
}

function Then({ reportId, section, then: { outline, texts }, changed }: ThenProps) {
  const { t } = useTranslation()
  const report = useMemo(
    () => ({
      ...outline,
      // One section alone stands at the top of its sheet.
      sections: outline.sections.map(one => (section === undefined ? one : { ...one, parentId: null })),
    }),
    [outline, section],
  )
  if (report.sections.length === 0) return <EmptyState title={t('versions.notThere')} />
  return (
    <>
      {!outline.isCertain && (
        <Alert variant="light" color="yellow">
          {t('versions.outlineUncertain')}
        </Alert>
      )}
      <PastSheet
        reportId={reportId}
        report={report}
        texts={texts}
        label={t('versions.thenSheet')}
        marked={changed?.sectionIds}
      />
    </>
  )
}
