/** A field for a comment's words in which @ offers the people who may see it. */
import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import { useDepartments, useMentionable } from '../../api/queries.ts'

export type Named = { readonly id: string; readonly name: string }

type Props = {
  readonly reportId: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onName: (person: Named) => void
}

/** People offered at a time. */
const most = 6

export function MentionField({ reportId, label, value, onChange, onName }: Props) {
  const { t } = useTranslation()
  const list = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const people = useMentionable(reportId).data ?? []
  const departments = new Map(useDepartments().data?.map(({ id, name }) => [id, name]))
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [shut, setShut] = useState(false)
  const asked = shut ? undefined : /@([^\s@]{0,20})$/u.exec(value.slice(0, caret))?.[1]
  const offered = asked === undefined ? [] : people.filter(({ name }) => name.includes(asked)).slice(0, most)
  const open = offered.length > 0
  const marked = Math.min(at, offered.length - 1)
  const take = (person: Named) => {
    const before = value.slice(0, caret - (asked?.length ?? 0))
    onChange(`${before}${person.name} ${value.slice(caret)}`)
    onName({ id: person.id, name: person.name })
    const after = before.length + person.name.length + 1
    setCaret(after)
    requestAnimationFrame(() => field.current?.setSelectionRange(after, after))
  }
  const keys = (event: KeyboardEvent) => {
    if (!open || event.nativeEvent.isComposing) return
    const chosen = offered[marked]
    if (event.key === 'ArrowDown') setAt((marked + 1) % offered.length)
    else if (event.key === 'ArrowUp') setAt((marked + offered.length - 1) % offered.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.ctrlKey) take(chosen)
    else if (event.key === 'Escape') setShut(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="comments-field">
      <Textarea
        ref={field}
        size="sm"
        aria-label={label}
        placeholder={label}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={limits.commentLength}
        data-autofocus
        // Somebody just asked to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${list}-${marked}` : undefined}
        value={value}
        onChange={event => {
          onChange(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setShut(false)
        }}
        onSelect={event => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={keys}
      />
      {/* A list that is drawn by the browser cannot stand at the caret. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
        role="listbox"
        id={list}
        aria-label={t('comments.mention')}
        hidden={!open}
        className="comments-names"
      >
        {offered.map((person, nth) => (
          <div
            key={person.id}
            id={`${list}-${nth}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- of the list above
            role="option"
            tabIndex={-1}
            aria-selected={nth === marked}
            onMouseDown={event => {
              event.preventDefault()
              take(person)
            }}
          >
            <span>{person.name}</span>
            <small>
              {person.departmentIds.flatMap(id => departments.get(id) ?? []).join(t('common.listComma'))}
            </small>
          </div>
        ))}
      </div>
    </div>
  )
}
