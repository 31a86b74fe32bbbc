/** What can be done to one person: links for them, what lets them in, administrator or not, in use or not. */
import { ActionIcon, Menu, Modal } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Person } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { mayAdminister, mayChangePerson, mayGrantRole } from '../../../shared/permissions.ts'
import { useCall } from '../../api/queries.ts'
import { Sessions, Tokens } from '../../ui/Access.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { tell } from '../../ui/notice.ts'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { MergePerson } from './MergePerson.tsx'

type Props = { readonly person: Person; readonly change: (body: BodyOf<'changePerson'>) => void }

export function PersonMenu({ person, change }: Props) {
  const { t } = useTranslation()
  const { actor, person: self } = useSession()
  const [asking, setAsking] = useState<'link' | 'reset' | 'access' | 'merge' | 'deactivate' | null>(null)
  const lift = useCall('unlockPerson')
  const fail = useTellFailure()
  if (!mayGrantRole(actor, person.role) || !mayChangePerson(actor, person)) return null
  const { name } = person
  const unlock = () =>
    lift.mutate([{ personId: person.id }], {
      onSuccess: () => tell(t('people.unlocked', { name })),
      onError: fail,
    })
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            className="quiet"
            aria-label={t('people.actionsFor', { name })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {person.active && (
            <>
              <Menu.Item onClick={() => setAsking('link')}>{t('people.newLink')}</Menu.Item>
              <Menu.Item onClick={() => setAsking('reset')}>{t('people.makeReset')}</Menu.Item>
              <Menu.Item onClick={() => setAsking('access')}>{t('people.access')}</Menu.Item>
              <Menu.Item onClick={unlock}>{t('people.unlock')}</Menu.Item>
            </>
          )}
          {mayAdminister(actor) && person.active && (
            <Menu.Item onClick={() => change({ isAdministrator: !person.isAdministrator })}>
              {person.isAdministrator ? t('people.removeAdministrator') : t('people.makeAdministrator')}
            </Menu.Item>
          )}
          <Menu.Divider />
          {person.id !== self.id && (
            <Menu.Item onClick={() => setAsking('merge')}>{t('people.mergePerson')}</Menu.Item>
          )}
          {person.active ? (
            <Menu.Item className="danger" onClick={() => setAsking('deactivate')}>
              {t('people.deactivate')}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => change({ active: true })}>{t('people.activate')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking === 'deactivate'}
        title={t('people.deactivate')}
        lead={t('people.deactivateLead', { name })}
        action={t('people.deactivate')}
        danger
        onClose={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null)
          change({ active: false })
        }}
      />
      {asking === 'link' && (
        <OneLink
          route="renewPersonLink"
          person={person}
          title={t('people.newLink')}
          lead={t('people.newLinkLead', { name })}
          ready={t('people.newLinkReady', { name })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'reset' && (
        <OneLink
          route="makeResetLink"
          person={person}
          title={t('people.makeReset')}
          lead={t('people.makeResetLead', { name, hours: limits.resetLinkHours })}
          ready={t('people.resetReady', { name })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'merge' && <MergePerson person={person} onClose={() => setAsking(null)} />}
      {asking === 'access' && <AccessDialog person={person} onClose={() => setAsking(null)} />}
    </>
  )
}

type OneLinkProps = {
  readonly route: 'renewPersonLink' | 'makeResetLink'
  readonly person: Person
  readonly title: string
  readonly lead: string
  readonly ready: string
  readonly onClose: () => void
}

/** A link for one person: asked for, then shown this once. */
function OneLink({ route, person, title, lead, ready, onClose }: OneLinkProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, data, isPending } = useCall(route)
  if (!data)
    return (
      <Confirm
        opened
        title={title}
        lead={lead}
        action={title}
        busy={isPending}
        onClose={onClose}
        onConfirm={() => mutate([{ personId: person.id }], { onError: fail })}
      />
    )
  return (
    <Modal opened onClose={onClose} title={ready} centered>
      <CopyField label={ready} text={wholeAddress(data.link)} hint={t('people.inviteReadyHint')} />
    </Modal>
  )
}

function AccessDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onClose} title={t('people.accessOf', { name: person.name })} centered>
      <Sessions personId={person.id} />
      <Tokens personId={person.id} />
    </Modal>
  )
}
