/** /inbox, 消息: what happened to one's sections and what is due, the newest first. */
import { Button } from '@mantine/core'
import { IconBell, IconChecks } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Message } from '../../../shared/api.ts'
import { keys, useCall, useInbox } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { signAddress } from '../../ui/sign-address.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import './inbox.css'

export function InboxPage() {
  const { t } = useTranslation()
  const { data, isError, error, refetch } = useInbox()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('markInboxRead', [keys.inbox])
  const markAll = data !== undefined && data.unread > 0 && (
    <Button
      variant="default"
      loading={isPending}
      leftSection={<IconChecks size={17} stroke={1.7} />}
      onClick={() => mutate([{}, {}], { onError: fail })}
    >
      {t('inbox.markAll')}
    </Button>
  )
  return (
    <Page title={t('common.inbox')} lead={t('inbox.lead')} actions={markAll} narrow>
      {data === undefined &&
        (isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />)}
      {data?.messages.length === 0 && (
        <EmptyState
          title={t('inbox.empty')}
          lead={t('inbox.emptyLead')}
          icon={<IconBell size={30} stroke={1.4} />}
        />
      )}
      {data && data.messages.length > 0 && (
        <ul className="card inbox-list" aria-label={t('inbox.list')}>
          {data.messages.map(message => (
            <Entry
              key={message.id}
              message={message}
              onOpen={() => mutate([{}, { ids: [message.id] }], { onError: fail })}
            />
          ))}
        </ul>
      )}
    </Page>
  )
}

/** Who is asked for opinions or material may not see the report itself. */
function addressOf({ kind, reportId, sectionId }: Message): string {
  const report = `/reports/${reportId}`
  if (kind === 'opinionsAsked') return '/'
  if (kind === 'materialAsked') return `${report}/material`
  if (kind === 'materialHandedIn' || kind === 'materialWithdrawn') return `${report}/desk`
  return sectionId === null ? report : `${report}#${sectionId}`
}

function Entry({ message, onOpen }: { readonly message: Message; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const nameOf = useSectionName()
  const { params, reportId, sectionId, kind, read } = message
  const { number = '', heading = '', role = null } = params
  const section = number + nameOf({ heading, role })
  const values = {
    report: params.report,
    section,
    by: params.by ?? '',
    reason: params.reason ?? '',
    material: params.material ?? '',
    time: params.dueAt === undefined ? '' : moment(params.dueAt),
  }
  const said = (
    <>
      {!read && <span className="inbox-mark">{t('inbox.unread')}</span>}
      {t(`inbox.kind_${kind}`, values)}
    </>
  )
  const address = addressOf(message)
  return (
    <li data-unread={!read || undefined}>
      {kind === 'toSign' && sectionId !== null ? (
        <a href={signAddress({ reportId, sectionId })} onClick={onOpen}>
          {said}
        </a>
      ) : (
        <Link to={address} onClick={onOpen}>
          {said}
        </Link>
      )}
      <time dateTime={message.at}>{moment(message.at)}</time>
    </li>
  )
}
