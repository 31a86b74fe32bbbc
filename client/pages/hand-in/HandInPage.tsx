/**
 * The plain page: one section, what is asked of it, its text in a box, saving and submitting. Without editor,
 * socket and kit, for the browsers of chat programs and old machines.
 */
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HandIn, Me } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSectionName, useStatusWord } from '../../ui/words.ts'
import { DoorSheet } from '../door/DoorSheet.tsx'
import { Asked } from './Asked.tsx'
import { Fates } from './Fates.tsx'
import './hand-in.css'
import { LastYear } from './LastYear.tsx'
import { Recalling } from './Recalling.tsx'
import { Submitting } from './Submitting.tsx'
import { Ticking } from './Ticking.tsx'
import { useWriting } from './use-writing.ts'
import { Writing } from './Writing.tsx'

export type At = { readonly reportId: string; readonly sectionId: string }

export function HandInPage({ me, at }: { readonly me: Me; readonly at: At }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<HandIn>()
  const [failure, setFailure] = useState<unknown>()
  const [done, setDone] = useState(false)
  const nameOf = useSectionName()
  const { reportId, sectionId } = at
  const reread = useCallback(
    () => call('getHandIn', { reportId, sectionId }).then(setAsked, setFailure),
    [reportId, sectionId],
  )
  useEffect(() => void reread(), [reread])
  const submitted = async () => {
    await reread()
    setDone(true)
  }
  const recalled = async () => {
    await reread()
    setDone(false)
  }
  if (failure !== undefined)
    return (
      <DoorSheet title={t('handIn.failed')}>
        <Problem error={failure} />
        <Home />
      </DoorSheet>
    )
  if (!asked) return <DoorSheet title={t('handIn.title')} lead={t('common.oneMoment')} />
  if (done)
    return (
      <DoorSheet
        title={t('handIn.submitted')}
        lead={t('handIn.submittedLead', { heading: nameOf(asked) })}
        organisation={me.organisation?.name}
      >
        {asked.mayRecall && <Recalling at={at} onRecalled={recalled} />}
        <Home />
      </DoorSheet>
    )
  return (
    <DoorSheet
      title={asked.number + nameOf(asked)}
      lead={asked.reportTitle}
      organisation={me.organisation?.name}
      wide={asked.carried ? 'beside' : true}
    >
      <Asked asked={asked} />
      {asked.mayWrite ? (
        <Desk me={me} at={at} first={asked} onDone={submitted} />
      ) : (
        <Closed asked={asked} at={at} onRecalled={recalled} />
      )}
      <Home />
    </DoorSheet>
  )
}

type DeskProps = { me: Me; at: At; first: HandIn; onDone: () => Promise<void> }

function Desk({ me, at, first, onDone }: DeskProps) {
  const writing = useWriting(me, at, first)
  return (
    <div className={first.carried ? 'hand-in-desk' : undefined}>
      <div>
        <Writing writing={writing} />
        <Ticking writing={writing} at={at} />
        <Submitting writing={writing} at={at} onDone={onDone} />
      </div>
      {first.carried && <LastYear at={at} onTake={writing.takeLine} />}
    </div>
  )
}

type ClosedProps = { asked: HandIn; at: At; onRecalled: () => Promise<void> }

function Closed({ asked, at, onRecalled }: ClosedProps) {
  const { t } = useTranslation()
  const statusWord = useStatusWord()
  const isOpen = asked.status === 'not_started' || asked.status === 'drafting' || asked.status === 'returned'
  return (
    <>
      <p className="tg-hint">
        {isOpen ? t('handIn.notYours') : t('handIn.notOpen', { status: statusWord(asked.status) })}
      </p>
      {asked.mayRecall && <Recalling at={at} onRecalled={onRecalled} />}
      <Paper text={asked.text} label={t('handIn.text')} />
      {!isOpen && <Fates at={at} />}
      {asked.carried && <LastYear at={at} />}
    </>
  )
}

/** Text to be read, a paragraph a line. */
export function Paper({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <article className="door-paper hand-in-paper" aria-label={label}>
      {text.split('\n').map((line, at) => (
        <p key={`${at}-${line.slice(0, 12)}`}>{line}</p>
      ))}
    </article>
  )
}

function Home() {
  const { t } = useTranslation()
  return (
    <p>
      <a href="/">{t('handIn.home')}</a>
    </p>
  )
}
