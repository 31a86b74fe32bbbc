/** Text that did not reach the server: which sections, the words themselves, copying them, a file of them. */
import { Button, Group, Textarea } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { copyText } from './copy.ts'
import './unsaved.css'
import { downloadText, inOneText, type UnsavedTexts } from './unsaved-texts.ts'

export function UnsavedOffer({ unsaved }: { readonly unsaved: UnsavedTexts }) {
  const { t } = useTranslation()
  const id = useId()
  const names = unsaved.parts.map(({ name }) => name).join(t('common.listComma'))
  return (
    <section className="unsaved-offer" aria-labelledby={id}>
      <p id={id}>
        <strong>{t('troubles.partsTitle')}</strong> {t('troubles.parts', { n: unsaved.parts.length, names })}
      </p>
      <Textarea
        aria-label={t('troubles.partsText')}
        readOnly
        autosize
        minRows={2}
        maxRows={8}
        value={inOneText(unsaved)}
        onFocus={event => event.currentTarget.select()}
      />
      <UnsavedButtons unsaved={() => unsaved} />
    </section>
  )
}

/** `unsaved` is asked when a button is pressed: somebody may still be typing. */
export function UnsavedButtons({ unsaved }: { readonly unsaved: () => UnsavedTexts }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const copy = async () => setOutcome((await copyText(inOneText(unsaved()))) ? 'copied' : 'failed')
  const download = () => {
    const texts = unsaved()
    downloadText(t('troubles.fileName', { title: texts.title }), inOneText(texts))
  }
  return (
    <Group gap="xs">
      <Button size="xs" variant="light" leftSection={<IconCopy size={15} />} onClick={() => void copy()}>
        {outcome === 'copied' ? t('common.copied') : t('troubles.copyAll')}
      </Button>
      <Button size="xs" variant="light" leftSection={<IconDownload size={15} />} onClick={download}>
        {t('troubles.download')}
      </Button>
      <output>{outcome === 'failed' && t('editor.copyFailed')}</output>
    </Group>
  )
}
