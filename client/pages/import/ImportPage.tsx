/** 导入总结: a text is chosen, its plan looked through and corrected, the report created. */
import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useReducer } from 'react'
import { useTranslation } from '../../i18n.ts'
import { mayCreateReport } from '../../../shared/permissions.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useSession } from '../../ui/session.tsx'
import { ChooseSource } from './ChooseSource.tsx'
import { stepDraft } from './draft.ts'
import { PlanDesk } from './PlanDesk.tsx'
import './import.css'

export function ImportPage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [draft, dispatch] = useReducer(stepDraft, undefined)
  useLeaveWarning(draft !== undefined && draft.past.length > 0)
  if (!mayCreateReport(actor)) return <NotAllowed />
  return (
    <Page title={t('importing.title')} lead={t('importing.lead')} bare={draft !== undefined}>
      {draft ? (
        <PlanDesk draft={draft} dispatch={dispatch} />
      ) : (
        <ChooseSource onSource={source => dispatch({ do: 'begin', source })} />
      )}
    </Page>
  )
}

function NotAllowed() {
  const { t } = useTranslation()
  return (
    <Page title={t('importing.title')} bare>
      <EmptyState
        heading={1}
        title={t('importing.notAllowed')}
        lead={t('importing.notAllowedLead')}
        icon={<IconFileImport size={36} stroke={1.4} />}
      />
    </Page>
  )
}

/** Asks before a tab with adjustments closes. */
function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [active])
}
