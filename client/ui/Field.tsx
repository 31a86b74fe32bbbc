/** A labelled field of the door's forms, with its hint tied to it for screen readers. */
import { type ComponentProps, useId } from 'react'

type Words = { readonly label: string; readonly hint?: string | undefined }

export function Field({ label, hint, ...input }: Words & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="tg-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
      {hint && (
        <p className="tg-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

export function AreaField({ label, hint, ...area }: Words & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <div className="tg-field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...area} />
      {hint && (
        <p className="tg-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
