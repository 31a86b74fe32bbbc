/** The dialog of drafts set aside: the list of all, or one beside the section as it is now. */
import { Button, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import type { useSetAsideDesk } from './desk.tsx'
import { Draft } from './Draft.tsx'
import { DraftList } from './DraftList.tsx'
import { useSectionWords } from './section-words.ts'
import './set-aside.css'

type Props = {
  readonly desk: ReturnType<typeof useSetAsideDesk>
  readonly opened: boolean
  readonly draftId: string | null
  readonly onClose: () => void
  /** It is off the screen. */
  readonly onClosed: () => void
}

export function SetAsideDialog({ desk, opened, draftId, onClose, onClosed }: Props) {
  const { t } = useTranslation()
  const sectionWords = useSectionWords()
  const phone = useMediaQuery('(max-width: 820px)') ?? false
  const draft = desk.drafts.find(({ id }) => id === draftId)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      onExitTransitionEnd={onClosed}
      size={draft ? 'min(1080px, 96vw)' : 'lg'}
      fullScreen={phone}
      title={draft ? t('setAside.compareTitle', { name: sectionWords(draft) }) : t('setAside.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {draft ? (
        <>
          {desk.drafts.length > 1 && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconArrowLeft size={15} aria-hidden="true" />}
              onClick={() => desk.show(null)}
            >
              {t('setAside.backToList')}
            </Button>
          )}
          <Draft key={draft.id} reportId={desk.reportId} draft={draft} />
        </>
      ) : (
        <>
          <p className="aside-lead">{t('setAside.lead')}</p>
          <DraftList drafts={desk.drafts} onShow={desk.show} />
          {desk.drafts.length === 0 && <p className="aside-lead">{t('setAside.none')}</p>}
        </>
      )}
    </Modal>
  )
}
