/** The margin beside a section: status, who writes it, its 字数, and why it cannot be written. Quiet until hover. */
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import type { Section } from '../../shared/api.ts'
import type { Length } from '../../shared/assemble/assemble.ts'
import { StatusDot } from '../ui/StatusDot.tsx'
import { useStatusWord } from '../ui/words.ts'
import type { ReadOnlyReason, WriteAccess } from './write-access.ts'

type Props = {
  readonly section: Section
  readonly words: number
  readonly verdict: Length['verdict']
  readonly departments: readonly string[]
  readonly access: WriteAccess
}

export function SectionMargin({ section, words, verdict, departments, access }: Props) {
  const { t } = useTranslation()
  const statusWord = useStatusWord()
  return (
    <div className="tg-margin">
      <span className="tg-margin-status">
        <StatusDot status={section.status} />
        {statusWord(section.status)}
      </span>
      {departments.length > 0 && <span>{departments.join(t('editor.listComma'))}</span>}
      <span className={`tg-margin-words tg-length-${verdict}`}>{useLengthWords(section, words)}</span>
      {!access.writes && (
        <span className="tg-margin-lock">
          <IconLock size={13} aria-hidden="true" />
          <span>
            {t('editor.readOnly')}
            <WhyReadOnly reason={access.reason} department={departments[0]} />
          </span>
        </span>
      )}
    </div>
  )
}

type WhyProps = {
  readonly reason: ReadOnlyReason | undefined
  readonly department: string | undefined
}

/** Behind "read-only" on hover and focus; always there for those who listen. */
function WhyReadOnly({ reason, department }: WhyProps) {
  const { t } = useTranslation()
  if (reason === undefined) return null
  const why =
    reason === 'foreign' && department === undefined
      ? t('editor.readOnly_unassigned')
      : t(`editor.readOnly_${reason}`, { department: department ?? '' })
  return <span className="tg-margin-why">{t('editor.readOnlyWhy', { why })}</span>
}

function useLengthWords({ ceiling, floor }: Section, words: number): string {
  const { t } = useTranslation()
  if (ceiling !== null) return t('editor.wordsOfCeiling', { words, ceiling })
  if (floor !== null) return t('editor.wordsOfFloor', { words, floor })
  return t('editor.words', { words })
}
