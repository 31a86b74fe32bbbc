/** A line of last year's text with the values marked that give way to blanks, and the list of them. */
import { Fragment } from 'react'
import { type Span, withUnit } from '../../../shared/carry-over.ts'

type Line = { readonly text: string; readonly values: readonly Span[] }

export function MarkedLine({ text, values }: Line) {
  return (
    <p>
      {values.map(({ from, to }, at) => (
        <Fragment key={from}>
          {text.slice(values[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(values.at(-1)?.to ?? 0)}
    </p>
  )
}

/** The old values of some lines, each with what it counts. */
export function oldValues(lines: readonly Line[]): string[] {
  return lines.flatMap(({ text, values }) => values.map(value => withUnit(text, value)))
}
