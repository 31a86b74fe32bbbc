/** A new public link: a password or none, how long; then the link itself, shown this once. */
import { Button, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import { publicLinkDays } from '../../../shared/publishing.ts'
import { useCreatePublicLink } from '../../api/publishing.ts'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = { readonly reportId: string; readonly publicationId: string; readonly onClose: () => void }

export function LinkDialog({ reportId, publicationId, onClose }: Props) {
  const { t } = useTranslation()
  const { mutateAsync, isPending } = useCreatePublicLink(reportId, publicationId)
  const fail = useTellFailure()
  const [link, setLink] = useState<string>()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const password = field(fields, 'password') || null
    const days = Number(field(fields, 'days')) || null
    mutateAsync({ password, days }).then(made => setLink(made.link), fail)
  }
  if (link !== undefined)
    return (
      <Modal opened onClose={onClose} title={t('publishing.linkMade')} centered>
        <Text c="dimmed" mb="md">
          {t('publishing.linkMadeLead')}
        </Text>
        <CopyField label={t('publishing.linkMade')} text={wholeAddress(link)} />
      </Modal>
    )
  return (
    <Modal opened onClose={onClose} title={t('publishing.newLink')} centered>
      <form onSubmit={send} className="fields">
        <NativeSelect
          name="days"
          label={t('publishing.validity')}
          defaultValue="30"
          data={publicLinkDays.map(days => ({
            value: String(days ?? ''),
            label: days === null ? t('publishing.untilRevoked') : t('publishing.days', { n: days }),
          }))}
        />
        <TextInput
          name="password"
          label={t('publishing.password')}
          description={t('publishing.passwordHint')}
          autoComplete="off"
          minLength={limits.publicPasswordMin}
          maxLength={limits.passwordMax}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('publishing.newLink')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
