/** What lets a person in at present, listed and ended one by one: open sessions and API tokens. */
import { Badge, Button } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import type { ApiToken, OpenSession } from '../../shared/api.ts'
import { deviceOf } from '../../shared/device.ts'
import { keys, useAccess, useCall } from '../api/queries.ts'
import { LoadFailure } from './LoadFailure.tsx'
import { tell } from './notice.ts'
import { useTellFailure } from './tell-failure.ts'
import { useTimes } from './times.ts'
import './access.css'

type Props = { readonly personId: string }

export function Sessions({ personId }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const access = useAccess(personId)
  const { mutate, isPending } = useCall('endOtherSessions', [keys.access(personId)])
  if (access.isPending) return <p className="tg-hint">{t('common.oneMoment')}</p>
  if (!access.data) return <LoadFailure error={access.error} onRetry={() => void access.refetch()} />
  const { sessions } = access.data
  if (sessions.length === 0) return <p className="tg-hint">{t('people.noSessions')}</p>
  const isOwn = sessions.some(session => session.current)
  const endOthers = () =>
    mutate([{ personId }], { onSuccess: () => tell(t('people.endedOthers')), onError: fail })
  return (
    <>
      <ul className="access-list" aria-label={t('people.sessions')}>
        {sessions.map(session => (
          <SessionRow key={session.id} personId={personId} session={session} />
        ))}
      </ul>
      {sessions.length > (isOwn ? 1 : 0) && (
        <Button variant="default" loading={isPending} onClick={endOthers}>
          {isOwn ? t('people.endOthers') : t('people.endAll')}
        </Button>
      )}
    </>
  )
}

function SessionRow({ personId, session }: Props & { readonly session: OpenSession }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('endSession', [keys.access(personId)])
  const device = deviceOf(session.userAgent) ?? t('people.unknownDevice')
  return (
    <li>
      <div>
        {device}{' '}
        {session.current && (
          <Badge variant="light" size="sm">
            {t('people.sessionHere')}
          </Badge>
        )}
        <p className="access-facts">
          <span>{session.address}</span>
          <span>{session.way === 'link' ? t('people.byLink') : t('people.byPassword')}</span>
          <span>{t('people.signedInAt', { time: moment(session.createdAt) })}</span>
          <span>{t('people.lastSeen', { time: moment(session.lastSeenAt) })}</span>
        </p>
      </div>
      {!session.current && (
        <Button
          variant="subtle"
          size="compact-sm"
          className="danger"
          aria-label={t('people.endSessionOn', { device })}
          loading={isPending}
          onClick={() => mutate([{ personId, sessionId: session.id }], { onError: fail })}
        >
          {t('people.endSession')}
        </Button>
      )}
    </li>
  )
}

export function Tokens({ personId }: Props) {
  const { t } = useTranslation()
  // The list of sessions tells of a failure.
  const tokens = useAccess(personId).data?.tokens
  if (!tokens) return null
  if (tokens.length === 0) return <p className="tg-hint">{t('people.noTokens')}</p>
  return (
    <ul className="access-list" aria-label={t('people.tokens')}>
      {tokens.map(token => (
        <TokenRow key={token.id} personId={personId} token={token} />
      ))}
    </ul>
  )
}

function TokenRow({ personId, token }: Props & { readonly token: ApiToken }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('revokeToken', [keys.access(personId)])
  return (
    <li>
      <div>
        {token.name}
        <p className="access-facts">
          <span>
            {token.expiresAt === null
              ? t('people.tokenNeverEnds')
              : t('people.tokenEnds', { time: moment(token.expiresAt) })}
          </span>
          <span>
            {token.lastUsedAt === null
              ? t('people.tokenUnused')
              : t('people.tokenUsed', { time: moment(token.lastUsedAt) })}
          </span>
        </p>
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        className="danger"
        aria-label={t('people.revokeToken', { name: token.name })}
        loading={isPending}
        onClick={() => mutate([{ personId, tokenId: token.id }], { onError: fail })}
      >
        {t('people.revoke')}
      </Button>
    </li>
  )
}
