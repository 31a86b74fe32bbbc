/** What can be done to one person: a new personal link, administrator or not, in use or not. */
import { ActionIcon, Menu, Modal } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyOf, Person } from '../../../shared/api.ts'
import { mayAdminister, mayGrantRole } from '../../../shared/permissions.ts'
import { useCall } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = { readonly person: Person; readonly change: (body: BodyOf<'changePerson'>) => void }

export function PersonMenu({ person, change }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [asking, setAsking] = useState<'link' | 'deactivate' | null>(null)
  if (!mayGrantRole(actor, person.role)) return null
  const { name } = person
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
          {person.active && <Menu.Item onClick={() => setAsking('link')}>{t('people.newLink')}</Menu.Item>}
          {mayAdminister(actor) && person.active && (
            <Menu.Item onClick={() => change({ isAdministrator: !person.isAdministrator })}>
              {person.isAdministrator ? t('people.removeAdministrator') : t('people.makeAdministrator')}
            </Menu.Item>
          )}
          <Menu.Divider />
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
      {asking === 'link' && <NewLink person={person} onClose={() => setAsking(null)} />}
    </>
  )
}

function NewLink({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, data, isPending } = useCall('renewPersonLink')
  const { name } = person
  if (!data)
    return (
      <Confirm
        opened
        title={t('people.newLink')}
        lead={t('people.newLinkLead', { name })}
        action={t('people.newLink')}
        busy={isPending}
        onClose={onClose}
        onConfirm={() => mutate([{ personId: person.id }], { onError: fail })}
      />
    )
  return (
    <Modal opened onClose={onClose} title={t('people.newLinkReady', { name })} centered>
      <CopyField
        label={t('people.personalLink')}
        text={wholeAddress(data.link)}
        hint={t('people.inviteReadyHint')}
      />
    </Modal>
  )
}
