/**
 * /reports/:reportId/consult, 征求意见: the coordinator begins rounds, follows answers and decides; whoever is
 * asked, also in a report that they may not read otherwise, answers here.
 */
import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconMessages, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { Consultations } from '../../../shared/api.ts'
import { beginning } from '../../../shared/consult.ts'
import { mayConsult } from '../../../shared/permissions.ts'
import { adoptionPath } from '../../api/call.ts'
import { useConsultations } from '../../api/consult.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { Asked } from './Asked.tsx'
import './consult.css'
import { type Links, LinksDialog } from './Links.tsx'
import { Round } from './Round.tsx'
import { StartDialog } from './StartDialog.tsx'

export function ConsultPage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { reportId = '' } = useParams()
  const { data, isError, error, refetch } = useConsultations(reportId)
  if (!data)
    return (
      <Page title={t('consult.title')}>
        {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
      </Page>
    )
  return mayConsult(actor) ? (
    <Desk reportId={reportId} data={data} />
  ) : (
    <Page title={t('consult.titleOf', { report: data.reportTitle })}>
      {data.rounds.length === 0 && <EmptyState title={t('consult.emptyAsked')} />}
      {data.rounds.map(round => (
        <Asked key={round.id} reportId={reportId} round={round} />
      ))}
    </Page>
  )
}

type DeskProps = { readonly reportId: string; readonly data: Consultations }

function Desk({ reportId, data }: DeskProps) {
  const { t } = useTranslation()
  const [starting, setStarting] = useState(false)
  const [links, setLinks] = useState<Links>([])
  const { rounds, stage } = data
  const opinions = rounds.flatMap(({ recipients }) => recipients.flatMap(one => one.opinions))
  const undecided = opinions.filter(({ outcome }) => outcome === null).length
  const never = beginning(stage) === 'never'
  return (
    <Page
      title={t('consult.titleOf', { report: data.reportTitle })}
      lead={t('consult.lead', { rounds: rounds.length, undecided })}
      actions={
        <>
          {rounds.length > 0 && <Tables reportId={reportId} />}
          {!never && <Button onClick={() => setStarting(true)}>{t('consult.start')}</Button>}
          <Button
            component={Link}
            to={`/reports/${reportId}`}
            variant="default"
            leftSection={<IconArrowLeft size={17} stroke={1.7} />}
          >
            {t('consult.toSheet')}
          </Button>
        </>
      }
    >
      {rounds.length === 0 && (
        <EmptyState
          title={t('consult.empty')}
          lead={never ? t('consult.never') : t('consult.emptyLead')}
          icon={<IconMessages size={30} stroke={1.4} />}
        />
      )}
      {rounds.map(round => (
        <Round key={round.id} reportId={reportId} data={data} round={round} onLinks={setLinks} />
      ))}
      {starting && (
        <StartDialog
          reportId={reportId}
          data={data}
          onClose={() => setStarting(false)}
          onStarted={made => {
            setStarting(false)
            setLinks(made)
          }}
        />
      )}
      {links.length > 0 && <LinksDialog links={links} onClose={() => setLinks([])} />}
    </Page>
  )
}

function Tables({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTable size={17} stroke={1.7} />}>
          {t('consult.table')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={adoptionPath(reportId, { format: 'html', zone })}
          target="_blank"
          rel="noreferrer"
        >
          {t('consult.tablePrint')}
        </Menu.Item>
        <Menu.Item component="a" href={adoptionPath(reportId, { format: 'csv', zone })} download>
          {t('consult.tableCsv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
