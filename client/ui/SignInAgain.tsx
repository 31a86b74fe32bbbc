/**
 * The session ended while a page was open: signing in again over it, so that nothing on it is lost.
 * Someone else signing in here starts anew, for the page belongs to the person before.
 */
import { Anchor, Modal, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/queries.ts'
import { SignInForm } from './SignInForm.tsx'

type Props = { readonly opened: boolean; readonly personId: string; readonly onBack: () => void }

export function SignInAgain({ opened, personId, onBack }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [stillOut, setStillOut] = useState(false)
  const settle = (me: Me) => {
    if (!me.person) return setStillOut(true)
    if (me.person.id !== personId) return location.assign('/')
    setStillOut(false)
    client.setQueryData(keys.me, me)
    onBack()
    void client.invalidateQueries()
  }
  const look = () => void call('getMe', {}).then(settle, () => setStillOut(true))
  return (
    <Modal
      opened={opened}
      onClose={look}
      title={t('common.sessionEnded')}
      withCloseButton={false}
      closeOnClickOutside={false}
      centered
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('common.sessionEndedLead')}
      </Text>
      <SignInForm onSignedIn={settle} />
      <Text size="sm" mt="md" ta="center">
        <Anchor component="button" type="button" onClick={look}>
          {t('common.signedInElsewhere')}
        </Anchor>
      </Text>
      <Text size="sm" c="var(--tg-seal)" ta="center" aria-live="polite">
        {stillOut ? t('common.stillSignedOut') : ''}
      </Text>
    </Modal>
  )
}
