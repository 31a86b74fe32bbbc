/**
 * The text consulted and the answer to it: 无意见, or opinions to a section, to a sentence of it, or to the whole.
 * The same for a recipient at the door, in the app, and for the coordinator who enters it for them.
 */
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { ConsultAnswer, ResponseOf } from '../../shared/api.ts'
import type { Said } from '../../shared/consult.ts'
import { limits } from '../../shared/limits.ts'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/use-sending.ts'
import '../ui/form.css'
import './opinions.css'
import { OpinionFields } from './OpinionFields.tsx'

type ConsultedText = ResponseOf<'getConsultedText'>
type Row = Said & { readonly key: number }

type Props = {
  readonly text: ConsultedText
  readonly said: readonly Said[]
  readonly onSend: (answer: ConsultAnswer) => Promise<void>
}

export function AnswerForm({ text, said, onSend }: Props) {
  const { t } = useTranslation()
  const next = useRef(said.length)
  const [rows, setRows] = useState<readonly Row[]>(() => said.map((one, key) => ({ ...one, key })))
  const { busy, error, run } = useSending()
  const add = (sectionId: string | null, quote: string) => {
    next.current += 1
    setRows([...rows, { sectionId, quote, text: '', key: next.current }])
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const opinions = rows.map(({ sectionId, quote, text: words }) => ({
      sectionId,
      quote,
      text: words.trim(),
    }))
    void run(() => onSend({ answer: 'opinions', opinions }))
  }
  return (
    <>
      <Reading text={text} onGive={add} />
      <form className="tg-form" onSubmit={send}>
        {rows.map((row, at) => (
          <OpinionFields
            key={row.key}
            said={row}
            number={at + 1}
            sections={text.sections}
            fresh={row.key > said.length}
            onChange={change => setRows(rows.with(at, { ...row, ...change }))}
            onRemove={() => setRows(rows.toSpliced(at, 1))}
          />
        ))}
        <Problem error={error} />
        {rows.length > 0 && (
          <button className="tg-button" type="submit" aria-disabled={busy}>
            {t('consult.send')}
          </button>
        )}
        {rows.length < limits.opinionsPerAnswer && (
          <button className="tg-button tg-button-quiet" type="button" onClick={() => add(null, '')}>
            {rows.length > 0 ? t('consult.addOne') : t('consult.give')}
          </button>
        )}
        {rows.length === 0 && (
          <button
            className="tg-button"
            type="button"
            aria-disabled={busy}
            onClick={() => void run(() => onSend({ answer: 'none' }))}
          >
            {t('consult.sendNone')}
          </button>
        )}
      </form>
    </>
  )
}

type ReadingProps = { text: ConsultedText; onGive: (sectionId: string, quote: string) => void }

function Reading({ text, onGive }: ReadingProps) {
  const { t } = useTranslation()
  const paper = useRef<HTMLElement>(null)
  return (
    // Scrolled by the keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <article className="opinion-paper" aria-label={t('consult.text')} ref={paper} tabIndex={0}>
      <h2>{text.title}</h2>
      {text.sections.map(section => (
        <section key={section.id}>
          {section.showsHeading && <h3>{section.label}</h3>}
          {section.lines.map((line, at) => (
            <p key={`${at}-${line.slice(0, 12)}`}>{line}</p>
          ))}
          <button
            type="button"
            // A press would take the selection away before it is read.
            onMouseDown={event => event.preventDefault()}
            onClick={() => onGive(section.id, selectedIn(paper.current))}
          >
            {t('consult.giveHere')}
          </button>
        </section>
      ))}
    </article>
  )
}

function selectedIn(paper: HTMLElement | null): string {
  const selection = getSelection()
  if (!paper || !selection?.anchorNode || !paper.contains(selection.anchorNode)) return ''
  return selection.toString().replaceAll(/\s+/g, ' ').trim().slice(0, 500)
}
