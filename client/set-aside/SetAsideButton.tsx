/** In the top bar: how many drafts wait to be taken over; nothing where there is none. */
import { Button } from '@mantine/core'
import { IconNotes } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import { useSetAsideDesk } from './desk.tsx'

export function SetAsideButton() {
  const { t } = useTranslation()
  const { drafts, show } = useSetAsideDesk()
  const waiting = drafts.filter(({ taken }) => taken === null).length
  if (drafts.length === 0) return null
  const words = t('setAside.count', { n: waiting })
  return (
    <Button
      variant={waiting > 0 ? 'light' : 'subtle'}
      color={waiting > 0 ? 'red' : 'gray'}
      size="sm"
      className="aside-button"
      leftSection={<IconNotes size={17} stroke={1.6} aria-hidden="true" />}
      aria-label={words}
      onClick={() => show(null)}
    >
      <span className="aside-button-words">{words}</span>
      <span className="aside-button-count" aria-hidden="true">
        {waiting}
      </span>
    </Button>
  )
}
