/** The one line that says why a form was not taken; announced when it appears. */
import { useErrorText } from './error-text.ts'

export function Problem({ error }: { readonly error: unknown }) {
  const textOf = useErrorText()
  return (
    <div role="alert">
      {error !== undefined && error !== null && <p className="tg-problem">{textOf(error)}</p>}
    </div>
  )
}
