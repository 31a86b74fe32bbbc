/** A link to hand on: shown whole, copied by one press, selected by hand where copying is not allowed. */
import { useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { copyText } from './copy.ts'
import './form.css'

export function CopyField({ label, text, hint }: { label: string; text: string; hint?: string }) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'by-hand' | undefined>()
  const copy = async () => {
    const copied = await copyText(text)
    if (!copied) input.current?.select()
    setOutcome(copied ? 'copied' : 'by-hand')
  }
  return (
    <div className="tg-field">
      <label htmlFor={id}>{label}</label>
      <div className="tg-copy">
        <input ref={input} id={id} readOnly value={text} onFocus={event => event.currentTarget.select()} />
        <button type="button" className="tg-button tg-button-quiet" onClick={() => void copy()}>
          {outcome === 'copied' ? t('common.copied') : t('common.copy')}
        </button>
      </div>
      <p className="tg-hint" aria-live="polite">
        {outcome === 'by-hand' ? t('common.copyByHand') : hint}
      </p>
    </div>
  )
}

/** A path from the server as a whole address of this installation. */
export function wholeAddress(path: string): string {
  return new URL(path, location.origin).href
}
