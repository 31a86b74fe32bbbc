/** The box with the text, its length, a file to read it from, saving, and the other's text where there is one. */
import { type ChangeEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HandIn } from '../../../shared/api.ts'
import type { LeftOut } from '../../intake/lines-of.ts'
import { limits } from '../../../shared/limits.ts'
import { wordCount } from '../../../shared/words.ts'
import { AreaField, Field } from '../../ui/Field.tsx'
import { useLeftWords } from '../../ui/left-words.ts'
import { Problem } from '../../ui/Problem.tsx'
import { type FileProblem, readTextFile, textFileKinds } from '../../ui/text-file.ts'
import { Paper } from './HandInPage.tsx'
import type { Newer, Writing as WritingState } from './use-writing.ts'

export function Writing({ writing }: { readonly writing: WritingState }) {
  const { t } = useTranslation()
  const { asked, text, restored, isSaved, isKept, newer, busy, error, write } = writing
  return (
    <form
      className="tg-form"
      onSubmit={event => {
        event.preventDefault()
        void writing.save()
      }}
    >
      {restored && (
        <p className="tg-hint">
          {t('handIn.restored')}{' '}
          <button type="button" className="hand-in-link" onClick={writing.discard}>
            {t('handIn.discard')}
          </button>
        </p>
      )}
      <AreaField
        label={t('handIn.text')}
        hint={t('handIn.textHint')}
        rows={14}
        maxLength={limits.handInCharacters}
        value={text}
        readOnly={busy}
        onChange={event => write(event.target.value, false)}
      />
      <Length asked={asked} text={text} />
      <FromFile onRead={read => write(read, true)} />
      {newer && <Both newer={newer} onSettle={writing.settle} />}
      <Problem error={error} />
      <output className="tg-hint">
        {isSaved
          ? t('handIn.saved')
          : `${t('handIn.unsaved')} · ${t(isKept ? 'handIn.kept' : 'handIn.notKept')}`}
      </output>
      <button className="tg-button tg-button-quiet" type="submit" aria-disabled={busy}>
        {t('handIn.save')}
      </button>
    </form>
  )
}

function Length({ asked: { floor, ceiling }, text }: { readonly asked: HandIn; readonly text: string }) {
  const { t } = useTranslation()
  const words = wordCount(text)
  const over = ceiling !== null && words > ceiling
  const under = floor !== null && words < floor
  const parts = [
    t('handIn.count', { n: words }),
    floor === null ? '' : t('handIn.floor', { n: floor }),
    ceiling === null ? '' : t('handIn.ceiling', { n: ceiling }),
    over ? t('handIn.over', { n: words - ceiling }) : '',
    under ? t('handIn.under', { n: floor - words }) : '',
  ]
  return (
    <p className={over || under ? 'hand-in-off' : 'tg-hint'}>
      {parts.filter(part => part !== '').join(' · ')}
    </p>
  )
}

function FromFile({ onRead }: { readonly onRead: (text: string) => void }) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<FileProblem>()
  const [refusal, setRefusal] = useState<unknown>()
  const [left, setLeft] = useState<LeftOut>()
  const leftWords = useLeftWords()
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (!file) return
    const read = await readTextFile(file)
    setProblem(read.ok ? undefined : read.problem)
    setRefusal(read.ok ? undefined : read.error)
    setLeft(read.ok ? read.left : undefined)
    if (read.ok) onRead(read.text)
    else target.value = ''
  }
  return (
    <>
      <Field
        label={t('handIn.file')}
        hint={t('handIn.fileHint')}
        type="file"
        accept={textFileKinds}
        onChange={event => void choose(event)}
      />
      <div role="alert">
        {problem && !refusal && <p className="tg-problem">{t(`handIn.file_${problem}`)}</p>}
      </div>
      <Problem error={refusal} />
      <div className="tg-hint" aria-live="polite">
        {leftWords(left).map(words => (
          <p key={words}>{words}</p>
        ))}
      </div>
    </>
  )
}

type BothProps = { newer: Newer; onSettle: (whose: 'mine' | 'theirs') => void }

function Both({ newer, onSettle }: BothProps) {
  const { t } = useTranslation()
  return (
    <section className="hand-in-both" aria-labelledby="hand-in-newer">
      <h2 id="hand-in-newer">{t('handIn.changedTitle')}</h2>
      <p role="alert">{t('handIn.changedLead')}</p>
      <Paper text={newer.text} label={t('handIn.changedTitle')} />
      <div className="door-actions">
        <button type="button" className="tg-button" onClick={() => onSettle('mine')}>
          {t('handIn.useMine')}
        </button>
        <button type="button" className="tg-button tg-button-quiet" onClick={() => onSettle('theirs')}>
          {t('handIn.useTheirs')}
        </button>
      </div>
    </section>
  )
}
