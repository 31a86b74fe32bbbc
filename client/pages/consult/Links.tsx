/** Personal links of recipients without an account, shown this once. */
import { Modal, Text } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'

export type Links = ResponseOf<'startConsultation'>['links']

export function LinksDialog({ links, onClose }: { readonly links: Links; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onClose} title={t('consult.links')} centered>
      <div className="fields">
        <Text c="dimmed">{t('consult.linksLead')}</Text>
        {links.map(({ recipientId, name, link }) => (
          <CopyField key={recipientId} label={t('consult.linkOf', { name })} text={wholeAddress(link)} />
        ))}
      </div>
    </Modal>
  )
}
