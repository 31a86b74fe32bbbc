/**
 * The session ended while a page was open: signing in again over it, so that nothing on it is lost.
 * Someone else signing in here, or another system at this address, starts anew: the page belongs to the person
 * before, who may still take their text with them.
 */
import { Anchor, Button, Modal, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useContext, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Me } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/queries.ts'
import { SignInForm } from './SignInForm.tsx'
import { isSamePerson } from './session.tsx'
import { UnsavedOffer } from './UnsavedOffer.tsx'
import { UnsavedContext, type UnsavedTexts } from './unsaved-texts.ts'

type Props = { readonly opened: boolean; readonly first: Me; readonly onBack: () => void }

export function SignInAgain({ opened, first, onBack }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const store = useContext(UnsavedContext)
  const [stillOut, setStillOut] = useState(false)
  const [found, setFound] = useState<Me>()
  const unsaved = opened ? store.find() : undefined
  const settle = (me: Me) => {
    setFound(me)
    setStillOut(me.person === null)
    if (!me.person || me.installationId !== first.installationId) return
    // Nothing here is theirs to lose.
    if (!isSamePerson(me, first)) return store.find() ? undefined : location.assign('/')
    client.setQueryData(keys.me, me)
    onBack()
    void client.invalidateQueries()
  }
  const look = () => void call('getMe', {}).then(settle, () => setStillOut(true))
  const findOut = useEffectEvent(() => void call('getMe', {}).then(setFound, () => undefined))
  useEffect(() => {
    if (opened) findOut()
  }, [opened])
  const isReinstalled = found !== undefined && found.installationId !== first.installationId
  const other = found?.person && !isSamePerson(found, first) ? found.person : undefined
  const title = isReinstalled
    ? t('troubles.reinstalledTitle')
    : other
      ? t('troubles.otherTitle')
      : t('common.sessionEnded')
  return (
    <Modal
      opened={opened}
      onClose={look}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      centered
    >
      {isReinstalled ? (
        <Elsewhere lead={t('troubles.reinstalled')} action={t('troubles.enterNew')} unsaved={unsaved} />
      ) : other ? (
        <Elsewhere
          lead={t('troubles.other', { name: other.name, self: first.person?.name ?? '' })}
          action={t('troubles.enterAsOther', { name: other.name })}
          unsaved={unsaved}
        />
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {t('common.sessionEndedLead')}
          </Text>
          {unsaved && <UnsavedOffer unsaved={unsaved} />}
          <SignInForm onSignedIn={settle} />
          <Text size="sm" mt="md" ta="center">
            <Anchor component="button" type="button" onClick={look}>
              {t('common.signedInElsewhere')}
            </Anchor>
          </Text>
          <Text size="sm" c="var(--tg-seal)" ta="center" aria-live="polite">
            {stillOut ? t('common.stillSignedOut') : ''}
          </Text>
        </>
      )}
    </Modal>
  )
}

type ElsewhereProps = {
  readonly lead: string
  readonly action: string
  readonly unsaved: UnsavedTexts | undefined
}

/** The page cannot go on here: what is in it, and the way to what is here now. */
function Elsewhere({ lead, action, unsaved }: ElsewhereProps) {
  return (
    <>
      <Text size="sm" mb="md">
        {lead}
      </Text>
      {unsaved && <UnsavedOffer unsaved={unsaved} />}
      <Button fullWidth variant={unsaved ? 'default' : 'filled'} onClick={() => location.assign('/')}>
        {action}
      </Button>
    </>
  )
}
