/**
 * A section's heading: number and words. The coordinator edits the words in place; Enter or leaving keeps
 * them, Escape takes them back. The number is the outline's.
 */
import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../i18n.ts'
import { limits } from '../../shared/limits.ts'

type Props = {
  readonly id: string
  readonly level: number
  readonly number: string
  readonly heading: string
  readonly editable: boolean
  readonly onChange: (heading: string) => void
}

export function SectionHeading({ id, level, number, heading, editable, onChange }: Props) {
  const { t } = useTranslation()
  // The title of an attachment is of level 0.
  const Tag = (['h2', 'h3', 'h4'] as const)[Math.max(level, 1) - 1] ?? 'h5'
  return (
    <Tag className={`level-${level} tg-heading`} id={id}>
      {number !== '' && <span className="number">{number}</span>}
      {editable ? (
        <EditableWords
          words={heading}
          label={t('editor.headingLabel', { number })}
          placeholder={t('editor.headingEmpty')}
          onChange={onChange}
        />
      ) : (
        heading
      )}
    </Tag>
  )
}

type EditableProps = {
  readonly words: string
  readonly label: string
  readonly placeholder: string
  readonly onChange: (words: string) => void
}

function EditableWords({ words, label, placeholder, onChange }: EditableProps) {
  const place = useRef<HTMLSpanElement>(null)
  const writes = useRef(false)
  /** What stood here when the person came: leaving it so takes nobody's new words back. */
  const found = useRef(words)
  useLayoutEffect(() => {
    // While the person writes here, what others do must not move the caret.
    if (place.current && !writes.current && place.current.textContent !== words)
      place.current.textContent = words
  }, [words])

  const finish = () => {
    writes.current = false
    const typed = tidy(place.current?.textContent ?? '')
    const kept = typed === tidy(found.current) ? words : typed
    if (place.current) place.current.textContent = kept
    if (kept !== words) onChange(kept)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLSpanElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && place.current) place.current.textContent = words
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.currentTarget.blur()
  }
  return (
    <span
      ref={place}
      className="tg-heading-words"
      contentEditable
      suppressContentEditableWarning
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a field cannot break its line as a heading does
      role="textbox"
      tabIndex={0}
      aria-label={label}
      data-placeholder={placeholder}
      spellCheck={false}
      onFocus={() => {
        writes.current = true
        found.current = words
      }}
      onBlur={finish}
      onKeyDown={onKeyDown}
      onPaste={pastePlain}
      onDrop={event => event.preventDefault()}
    />
  )
}

const tidy = (typed: string) =>
  typed
    .replace(/[\s\u200B]+/g, ' ')
    .trim()
    .slice(0, limits.headingLength)

function pastePlain(event: ClipboardEvent): void {
  event.preventDefault()
  // The one command that puts plain text at the caret and keeps the browser's undo.
  document.execCommand('insertText', false, tidy(event.clipboardData.getData('text/plain')))
}
