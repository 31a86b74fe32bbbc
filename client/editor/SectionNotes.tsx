/** What a section has to tell above its text: returned and why, text not taken, ended, what a paste left out. */
import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report, Section } from '../../shared/api.ts'
import { closeCodes, type RefusalReason } from '../../shared/frames.ts'
import { docToText, plainText } from '../../shared/schema/text.ts'
import type { SectionSession, SectionSnapshot, SettingAside } from '../collab/types.ts'
import { SectionNotice } from '../set-aside/SectionNotice.tsx'
import { useReportConnection } from '../collab/react.tsx'
import { copyText } from '../ui/copy.ts'
import { downloadText } from '../ui/download.ts'
import { showQuote } from '../ui/sentences.ts'
import { useErrorText } from '../ui/error-text.ts'
import { lazy } from '../ui/lazy.ts'
import { tell } from '../ui/notice.ts'
import type { TextNotice } from './text-editor.ts'

type Props = {
  readonly section: Section
  readonly stage: Report['stage']
  /** What the section is called. */
  readonly name: string
  readonly session: SectionSession
  readonly snapshot: SectionSnapshot
  readonly notices: readonly TextNotice[]
  readonly onNoticeRead: (notice: TextNotice) => void
}

export function SectionNotes({ section, stage, name, session, snapshot, notices, onNoticeRead }: Props) {
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
      <SectionNotice section={section} stage={stage} />
      {snapshot.settingAside !== null && (
        <SettingAsideNote state={snapshot.settingAside} session={session} name={name} />
      )}
      {snapshot.refusal !== null && snapshot.settingAside === null && (
        <Refused reason={snapshot.refusal} session={session} name={name} />
      )}
      {snapshot.ended !== null &&
        snapshot.ended.code !== closeCodes.notSignedIn &&
        snapshot.settingAside === null && (
          <Alert color="yellow" variant="light" title={t('editor.endedTitle')}>
            {t(`troubles.ended${endedWords(snapshot.ended.code)}`)}
            <OwnText session={session} name={name} />
          </Alert>
        )}
      <output>
        {notices.map(notice =>
          notice.kind === 'file' ? null : (
            <NoticeAlert key={notice.kind} notice={notice} onRead={() => onNoticeRead(notice)} />
          ),
        )}
      </output>
      {notices.map(notice =>
        notice.kind === 'file' ? (
          <DroppedFile
            key={notice.file.name}
            file={notice.file}
            section={section}
            session={session}
            onClose={() => onNoticeRead(notice)}
          />
        ) : null,
      )}
    </div>
  )
}

const IntakeDialog = lazy(async () => ({
  default: (await import('../intake/IntakeDialog.tsx')).IntakeDialog,
}))
const WidenDialog = lazy(async () => ({ default: (await import('./paste/WidenDialog.tsx')).WidenDialog }))

type DroppedFileProps = {
  readonly file: File
  readonly section: Section
  readonly session: SectionSession
  readonly onClose: () => void
}

/** A file that was dropped on the text is read as one that was chosen. */
function DroppedFile(props: DroppedFileProps) {
  const { reportId } = useReportConnection()
  return (
    <Suspense>
      <IntakeDialog reportId={reportId} {...props} />
    </Suspense>
  )
}

type ShownNotice = Exclude<TextNotice, { readonly kind: 'file' }>

function NoticeAlert({ notice, onRead }: { readonly notice: ShownNotice; readonly onRead: () => void }) {
  const { t } = useTranslation()
  const words = useNoticeWords()
  const [open, setOpen] = useState(false)
  return (
    <Alert
      color={notice.kind === 'image-failed' ? 'red' : 'blue'}
      variant="light"
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={onRead}
    >
      {words(notice)}
      {notice.kind === 'halfwidth' && (
        <>
          {' '}
          <Button size="compact-sm" variant="light" onClick={() => setOpen(true)}>
            {t('editor.widenLook')}
          </Button>
        </>
      )}
      {notice.kind === 'halfwidth' && open && (
        <Suspense>
          <WidenDialog
            lines={notice.marks}
            onWiden={() => {
              tell(t('editor.widened', { n: notice.widen() }))
              onRead()
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </Alert>
  )
}

function useNoticeWords(): (notice: ShownNotice) => string {
  const { t } = useTranslation()
  const errorText = useErrorText()
  return notice => {
    switch (notice.kind) {
      case 'images': {
        const names = notice.names.slice(0, mostNames).join(t('editor.between'))
        const said = t('editor.imagesLeftOut', { n: notice.count })
        return names === '' ? said : `${said}${t('editor.imagesLeftNames', { names })}`
      }
      case 'too-large':
        return t('editor.pasteTooLarge')
      case 'plain':
        return t('editor.pastedPlain')
      case 'halfwidth':
        return t('editor.halfwidthPasted', {
          n: notice.marks.reduce((sum, { marks }) => sum + marks.length, 0),
        })
      case 'image-failed':
        return t('blocks.imageFailed', { name: notice.name, why: errorText(notice.error) })
    }
  }
}

/** Names of pictures that one notice lists. */
const mostNames = 8

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

const endedWords = (code: number) =>
  code === closeCodes.reload
    ? 'Reload'
    : code === closeCodes.reset
      ? 'Reset'
      : code === closeCodes.notFound
        ? 'Deleted'
        : 'Other'

type RefusedProps = {
  readonly reason: RefusalReason
  readonly session: SectionSession
  readonly name: string
}

function Refused({ reason, session, name }: RefusedProps) {
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
      <OwnText session={session} name={name} />
    </Alert>
  )
}

type SettingAsideProps = {
  readonly state: SettingAside
  readonly session: SectionSession
  readonly name: string
}

/** Refused text on its way to the server's set-aside drafts; once there, the draft has a notice of its own. */
function SettingAsideNote({ state, session, name }: SettingAsideProps) {
  const { t } = useTranslation()
  if (state.is === 'kept') return null
  if (state.is === 'keeping')
    return (
      <output>
        <Alert color="dai" variant="light">
          {t('setAside.keeping')}
        </Alert>
      </output>
    )
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden="true" />}
      title={t('setAside.unkeptTitle')}
    >
      {t(`setAside.unkept_${state.reason}`)}
      <OwnText session={session} name={name}>
        <Button size="xs" variant="light" onClick={() => session.keepAgain()}>
          {t('common.tryAgain')}
        </Button>
      </OwnText>
    </Alert>
  )
}

type OwnTextProps = {
  readonly session: SectionSession
  readonly name: string
  readonly children?: ReactNode
}

/** The ways to take along what this tab alone has. */
function OwnText({ session, name, children }: OwnTextProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const words = () => plainText(docToText(session.doc))
  const copy = async () => setState((await copyText(words())) ? 'copied' : 'failed')
  return (
    <div className="tg-copy-own">
      {children}
      <Button size="xs" variant="light" onClick={() => void copy()}>
        {t('editor.copyOwnText')}
      </Button>
      <Button size="xs" variant="light" onClick={() => downloadText(name, words())}>
        {t('setAside.download')}
      </Button>
      <output>
        {state === 'copied' && t('common.copied')}
        {state === 'failed' && t('editor.copyFailed')}
      </output>
    </div>
  )
}
