/** A heading being renamed in its row: Enter or leaving keeps it, Escape gives it back. */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'

type Props = { readonly heading: string; readonly onDone: (heading: string | null) => void }

export function HeadingField({ heading, onDone }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const settled = useRef(false)
  // What others call it meanwhile is not taken back by one who changed nothing.
  const found = useRef(heading)
  useEffect(() => input.current?.select(), [])
  const settle = (value: string | null) => {
    if (settled.current) return
    settled.current = true
    onDone(value === found.current ? null : value)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends a composition chooses a word; it does not end the renaming.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') settle(event.currentTarget.value.trim())
    if (event.key === 'Escape') settle(null)
  }
  return (
    <input
      ref={input}
      className="outline-field"
      aria-label={t('outline.headingOf', { heading })}
      defaultValue={heading}
      maxLength={limits.headingLength}
      onKeyDown={onKeyDown}
      onBlur={event => settle(event.currentTarget.value.trim())}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => event.stopPropagation()}
    />
  )
}
