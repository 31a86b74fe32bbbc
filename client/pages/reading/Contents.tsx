/** The contents beside the sheet: headings as links, each section's 字数 and how it stands to its limit. */
import { useMemo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import {
  allSections,
  type AssembledReport,
  type ContentsEntry,
  type Length,
} from '../../../shared/assemble/assemble.ts'
import { shownContents } from '../../../shared/html/sheet.ts'
import { useCurrentHeading } from './current-heading.ts'

/** From this width on the contents stand beside the sheet; reading.css has the same number. */
const wide = '(min-width: 1180px)'

export function Contents({ report }: { readonly report: AssembledReport }) {
  const { t } = useTranslation()
  const [open] = useState(() => matchMedia(wide).matches)
  const entries = useMemo(() => shownContents(report), [report])
  const current = useCurrentHeading(entries.map(({ id }) => id).join(' '))
  const lengths = useMemo(() => new Map(allSections(report).map(({ id, length }) => [id, length])), [report])
  if (entries.length === 0) return <div className="reading-contents" />
  return (
    <nav className="reading-contents" aria-label={t('reading.contents')}>
      <details open={open}>
        <summary>{t('reading.contents')}</summary>
        <ol>
          {entries.map(entry => (
            <Entry
              key={entry.id}
              entry={entry}
              length={lengths.get(entry.id)}
              current={entry.id === current}
            />
          ))}
        </ol>
      </details>
    </nav>
  )
}

type EntryProps = {
  readonly entry: ContentsEntry
  /** Undefined for a heading inside a text. */
  readonly length: Length | undefined
  readonly current: boolean
}

function Entry({ entry, length, current }: EntryProps) {
  const { t } = useTranslation()
  return (
    <li className={`reading-entry-${entry.level}`}>
      <a href={`#${entry.id}`} aria-current={current ? 'location' : undefined}>
        <span>
          {entry.number}
          {entry.heading || t('reading.noHeading')}
        </span>
        {length && <LengthNote length={length} />}
      </a>
    </li>
  )
}

/** 字数, with how far it is beyond its limit. */
function LengthNote({ length }: { readonly length: Length }) {
  const { t } = useTranslation()
  const { words, floor, ceiling, verdict } = length
  if (verdict === 'over' && ceiling !== null)
    return (
      <b className="reading-over" title={t('reading.overLong', { n: words, bound: ceiling })}>
        {t('reading.words', { n: words })} · {t('reading.over', { n: words - ceiling })}
      </b>
    )
  if (verdict === 'under' && floor !== null)
    return (
      <b className="reading-under" title={t('reading.underLong', { n: words, bound: floor })}>
        {t('reading.words', { n: words })} · {t('reading.under', { n: floor - words })}
      </b>
    )
  return <small>{t('reading.words', { n: words })}</small>
}
