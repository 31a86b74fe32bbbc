/**
 * /reports/:reportId/material, 材料: what departments handed in for the report as a whole and what became of it.
 * A department comes here also where it holds no section and may not read the report.
 */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconFilePlus, IconFileText, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { MaterialList } from '../../../shared/api.ts'
import { useMaterial } from '../../api/queries.ts'
import { MaterialDialog } from '../../material/MaterialDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { AskDialog } from './AskDialog.tsx'
import { MaterialCard } from './MaterialCard.tsx'
import './material.css'

export function MaterialPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { data: list, isError, error, refetch } = useMaterial(reportId)
  if (!list)
    return (
      <Page title={t('material.title')}>
        {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
      </Page>
    )
  const { askedIds } = list
  const keeps = askedIds !== null
  return (
    <Page
      title={t('material.titleOf', { report: list.reportTitle })}
      lead={t(keeps ? 'material.leadKeeper' : 'material.lead')}
      actions={<Actions reportId={reportId} list={list} />}
    >
      {askedIds !== null && askedIds.length > 0 && (
        <p className="material-quiet">{t('material.asked', { n: askedIds.length })}</p>
      )}
      {!list.open && <p className="material-quiet">{t('material.closed')}</p>}
      {list.open && list.departments.length === 0 && (
        <p className="material-quiet">{t('material.notAsked')}</p>
      )}
      {list.material.length === 0 ? (
        <EmptyState
          title={t('material.empty')}
          {...(list.open ? { lead: t('material.emptyLead') } : {})}
          icon={<IconFileText size={30} stroke={1.4} />}
        />
      ) : (
        <ul className="material-list" aria-label={t('material.list')}>
          {list.material.map(one => (
            <MaterialCard key={one.id} reportId={reportId} material={one} />
          ))}
        </ul>
      )}
    </Page>
  )
}

type ActionsProps = { readonly reportId: string; readonly list: MaterialList }

function Actions({ reportId, list: { open, departments, askedIds } }: ActionsProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'hand-in' | 'ask'>()
  const close = () => setAsked(undefined)
  const keeps = askedIds !== null
  return (
    <>
      <Button
        component={Link}
        to={keeps ? `/reports/${reportId}/desk` : '/'}
        variant="default"
        leftSection={<IconArrowLeft size={17} stroke={1.7} />}
      >
        {t(keeps ? 'board.toDesk' : 'common.reports')}
      </Button>
      {keeps && open && (
        <Button
          variant="default"
          leftSection={<IconSend size={17} stroke={1.7} />}
          onClick={() => setAsked('ask')}
        >
          {t('material.ask')}
        </Button>
      )}
      {open && departments.length > 0 && (
        <Button leftSection={<IconFilePlus size={17} stroke={1.7} />} onClick={() => setAsked('hand-in')}>
          {t(keeps ? 'material.add' : 'material.handIn')}
        </Button>
      )}
      {asked === 'hand-in' && (
        <MaterialDialog reportId={reportId} departments={departments} entering={keeps} onClose={close} />
      )}
      {asked === 'ask' && (
        <AskDialog reportId={reportId} departments={departments} askedIds={askedIds ?? []} onClose={close} />
      )}
    </>
  )
}
