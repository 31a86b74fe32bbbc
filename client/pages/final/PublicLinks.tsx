/** Public links to one publication: those that are open, making one, taking one back. */
import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Publication, PublicLink } from '../../../shared/api.ts'
import { useRevokePublicLink } from '../../api/publishing.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { LinkDialog } from './LinkDialog.tsx'

type Props = { readonly reportId: string; readonly publication: Publication }

export function PublicLinks({ reportId, publication }: Props) {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const [leaving, setLeaving] = useState<PublicLink>()
  const revoke = useRevokePublicLink(reportId)
  const fail = useTellFailure()
  return (
    <div className="final-links">
      <h3>{t('publishing.links')}</h3>
      <p>{t('publishing.linksLead')}</p>
      {publication.links.length === 0 ? (
        <p className="final-none">{t('publishing.noLinks')}</p>
      ) : (
        <ul>
          {publication.links.map(link => (
            <LinkRow key={link.id} link={link} onRevoke={() => setLeaving(link)} />
          ))}
        </ul>
      )}
      <Button
        variant="default"
        leftSection={<IconLink size={17} stroke={1.7} />}
        onClick={() => setMaking(true)}
      >
        {t('publishing.newLink')}
      </Button>
      {making && (
        <LinkDialog reportId={reportId} publicationId={publication.id} onClose={() => setMaking(false)} />
      )}
      <Confirm
        opened={leaving !== undefined}
        title={t('publishing.revoke')}
        lead={t('publishing.revokeLead')}
        action={t('publishing.revoke')}
        danger
        busy={revoke.isPending}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => {
          if (leaving) revoke.mutateAsync(leaving.id).then(() => setLeaving(undefined), fail)
        }}
      />
    </div>
  )
}

function LinkRow({ link, onRevoke }: { readonly link: PublicLink; readonly onRevoke: () => void }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { createdByName: name, createdAt, expiresAt, hasPassword } = link
  return (
    <li>
      <span>{t('publishing.createdBy', { name, time: moment(createdAt) })}</span>
      <span>{hasPassword ? t('publishing.withPassword') : t('publishing.withoutPassword')}</span>
      <span>
        {expiresAt === null
          ? t('publishing.untilRevoked')
          : t('publishing.until', { time: moment(expiresAt) })}
      </span>
      <Button variant="subtle" color="red" size="compact-sm" onClick={onRevoke}>
        {t('publishing.revoke')}
      </Button>
    </li>
  )
}
