/** What a section has to tell above its text: returned and why, text not taken, ended, what a paste left out. */
import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Section } from '../../shared/api.ts'
import { closeCodes, type RefusalReason } from '../../shared/frames.ts'
import { docToText, plainText } from '../../shared/schema/text.ts'
import type { SectionSession, SectionSnapshot } from '../collab/types.ts'
import { copyText } from '../ui/copy.ts'
import { showQuote } from '../ui/sentences.ts'
import type { PasteNotice } from './paste/paste.ts'

type Props = {
  readonly section: Section
  readonly session: SectionSession
  readonly snapshot: SectionSnapshot
  readonly notice: PasteNotice | undefined
  readonly onNoticeRead: () => void
}

export function SectionNotes({ section, session, snapshot, notice, onNoticeRead }: Props) {
  const { t } = useTranslation()
  return (
    <div className="tg-notes">
      {section.returnReason !== null && section.status === 'returned' && (
        <Alert
          className="tg-returned"
          color="red"
          variant="light"
          icon={<IconArrowBackUp size={18} aria-hidden="true" />}
          title={t('editor.returnedTitle')}
        >
          {section.returnReason}
          {section.progress.notes.length > 0 && <NotesAtSentences section={section} />}
        </Alert>
      )}
      {section.unreadable === true && !snapshot.loaded && (
        <Alert color="red" variant="light" title={t('editor.unreadableTitle')}>
          {t('editor.unreadable')}
        </Alert>
      )}
      {snapshot.refusal !== null && <Refused reason={snapshot.refusal} session={session} />}
      {snapshot.ended !== null && (
        <Alert color="yellow" variant="light" title={t('editor.endedTitle')}>
          {endedWords(snapshot.ended.code) === 'reload' ? t('editor.endedReload') : t('editor.endedOther')}
          <CopyOwnText session={session} />
        </Alert>
      )}
      <output>
        {notice && (
          <Alert
            color="blue"
            variant="light"
            withCloseButton
            closeButtonLabel={t('common.close')}
            onClose={onNoticeRead}
          >
            {notice.kind === 'images'
              ? t('editor.imagesLeftOut', { n: notice.count })
              : t('editor.pasteTooLarge')}
          </Alert>
        )}
      </output>
    </div>
  )
}

function NotesAtSentences({ section }: { readonly section: Section }) {
  const { t } = useTranslation()
  const [gone, setGone] = useState<string>()
  return (
    <ol className="tg-sentence-notes">
      {section.progress.notes.map(({ quote, note }) => (
        <li key={`${quote} ${note}`}>
          <q>{quote}</q> {note}{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => setGone(showQuote(section.id, quote) ? undefined : quote)}
          >
            {t('steps.showSentence')}
          </Button>
          <output>{gone === quote && t('steps.sentenceGone')}</output>
        </li>
      ))}
    </ol>
  )
}

const endedWords = (code: number) => (code === closeCodes.reload ? 'reload' : 'other')

type RefusedProps = { readonly reason: RefusalReason; readonly session: SectionSession }

function Refused({ reason, session }: RefusedProps) {
  const { t } = useTranslation()
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden="true" />}
      title={t('editor.refusedTitle')}
      withCloseButton
      closeButtonLabel={t('editor.refusedDismiss')}
      onClose={() => session.dismissRefusal()}
    >
      {t(`editor.refused_${reason}`)}
      <CopyOwnText session={session} />
    </Alert>
  )
}

function CopyOwnText({ session }: { readonly session: SectionSession }) {
  const { t } = useTranslation()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    const copied = await copyText(plainText(docToText(session.doc)))
    setState(copied ? 'copied' : 'failed')
  }
  return (
    <div className="tg-copy-own">
      <Button size="xs" variant="light" onClick={() => void copy()}>
        {t('editor.copyOwnText')}
      </Button>
      <output>
        {state === 'copied' && t('common.copied')}
        {state === 'failed' && t('editor.copyFailed')}
      </output>
    </div>
  )
}
