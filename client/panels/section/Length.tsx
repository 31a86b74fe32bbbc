/** 字数 of the section as it is typed, against its floor and ceiling. */
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import type { SectionSession } from '../../collab/types.ts'
import { useLiveLength } from '../../ui/live.ts'

export function Length({
  section,
  session,
}: {
  readonly section: Section
  readonly session: SectionSession
}) {
  const { t } = useTranslation()
  const words = useLiveLength(session)?.words ?? section.words
  const { floor, ceiling } = section
  const over = ceiling !== null && words > ceiling
  const under = floor !== null && words < floor
  const bound = ceiling ?? floor
  return (
    <div className="length" data-off={over || under || undefined}>
      <p>
        <span>{t('outline.words')}</span>
        <strong>{t('outline.wordsNow', { n: words })}</strong>
      </p>
      {bound !== null && bound > 0 && (
        <div className="length-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, (words / bound) * 100)}%` }} />
        </div>
      )}
      <p className="length-words">
        {over && <b>{t('outline.wordsOver', { n: words - ceiling })}</b>}
        {under && <b>{t('outline.wordsUnder', { n: floor - words })}</b>}
        {floor !== null && <span>{t('outline.wordsFloor', { n: floor })}</span>}
        {ceiling !== null && <span>{t('outline.wordsCeiling', { n: ceiling })}</span>}
      </p>
    </div>
  )
}
