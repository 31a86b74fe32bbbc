/** Paragraphs that read otherwise than when they were signed: what was taken away struck, what came underlined. */
import { Badge } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import type { ResponseOf } from '../../shared/api.ts'
import './signed.css'

type Change = ResponseOf<'listSignedChanges'>['changes'][number]

export function SignedChanges({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation()
  return (
    <ul className="signed-changes" aria-label={t('steps.changed')}>
      {changes.map((change, at) => (
        // The list is drawn anew with every answer.
        <li key={`${at} ${wordsOf(change)}`}>
          {change.figures && (
            <Badge size="sm" color="red" variant="light">
              {t('steps.changedFigures')}
            </Badge>
          )}
          {change.left && (
            <p>
              <small>{t('steps.changedSigned')}</small>
              <Side pieces={change.left} is="old" />
            </p>
          )}
          {change.right && (
            <p>
              <small>{t('steps.changedNow')}</small>
              <Side pieces={change.right} is="new" />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

type SideProps = { readonly pieces: NonNullable<Change['left']>; readonly is: 'old' | 'new' }

function Side({ pieces, is }: SideProps) {
  const Own = is === 'old' ? 'del' : 'ins'
  return pieces.map(({ text, isOwn }, at) =>
    isOwn ? <Own key={`${at} ${text}`}>{text}</Own> : <span key={`${at} ${text}`}>{text}</span>,
  )
}

const wordsOf = ({ left, right }: Change) =>
  [...(left ?? []), ...(right ?? [])]
    .map(({ text }) => text)
    .join('')
    .slice(0, 40)
