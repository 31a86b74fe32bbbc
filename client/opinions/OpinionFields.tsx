/** One opinion while it is written: where, at which sentence, what. */
import { useId } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Said } from '../../shared/consult.ts'
import { limits } from '../../shared/limits.ts'

type Props = {
  readonly said: Said
  readonly number: number
  readonly sections: readonly { readonly id: string; readonly label: string }[]
  /** Just asked for: the caret goes there. */
  readonly fresh: boolean
  readonly onChange: (change: Partial<Said>) => void
  readonly onRemove: () => void
}

export function OpinionFields({ said, number, sections, fresh, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const focus = (area: HTMLTextAreaElement | null) => {
    if (fresh && area && area.value === '') area.focus()
  }
  return (
    <fieldset className="opinion-fields">
      <legend>
        {t('consult.yourOpinion')} {number}
      </legend>
      <div className="tg-field">
        <label htmlFor={`${id}-place`}>{t('consult.placeOf')}</label>
        <select
          id={`${id}-place`}
          value={said.sectionId ?? ''}
          onChange={event => onChange({ sectionId: event.target.value || null })}
        >
          <option value="">{t('consult.whole')}</option>
          {sections
            .filter(({ label }) => label !== '')
            .map(section => (
              <option key={section.id} value={section.id}>
                {section.label}
              </option>
            ))}
        </select>
      </div>
      <div className="tg-field">
        <label htmlFor={`${id}-quote`}>{t('consult.quote')}</label>
        <input
          id={`${id}-quote`}
          value={said.quote}
          maxLength={500}
          aria-describedby={`${id}-hint`}
          onChange={event => onChange({ quote: event.target.value })}
        />
        <p className="tg-hint" id={`${id}-hint`}>
          {t('consult.quoteHint')}
        </p>
      </div>
      <div className="tg-field">
        <label htmlFor={`${id}-text`}>{t('consult.yourOpinion')}</label>
        <textarea
          id={`${id}-text`}
          ref={focus}
          rows={3}
          required
          maxLength={limits.reasonLength}
          value={said.text}
          onChange={event => onChange({ text: event.target.value })}
        />
      </div>
      <button type="button" className="tg-button tg-button-quiet" onClick={onRemove}>
        {t('consult.remove')}
      </button>
    </fieldset>
  )
}
