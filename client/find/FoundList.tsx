/** What was found, each with the words around it; a click goes there. */
import { useTranslation } from '../i18n.ts'
import type { Report } from '../../shared/api.ts'
import { linesOfText } from '../../shared/find/find.ts'
import type { Text } from '../../shared/schema/text.ts'
import { useSectionName } from '../ui/words.ts'
import type { FoundPlace } from './order.ts'

type Props = {
  readonly report: Report
  readonly texts: ReadonlyMap<string, Text>
  readonly places: readonly FoundPlace[]
  readonly nth: number
  readonly replacement: string
  readonly onChoose: (nth: number) => void
}

/** The list moves along with the place that is looked at. */
const shownMost = 30
const around = 12

export function FoundList({ report, texts, places, nth, replacement, onChoose }: Props) {
  const { t } = useTranslation()
  const nameOf = useSectionName()
  if (places.length === 0) return null
  const from = Math.max(0, Math.min(nth - 5, places.length - shownMost))
  const shown = places.slice(from, from + shownMost)
  const lines = new Map<string, readonly string[]>()
  const lineOf = ({ sectionId, line }: FoundPlace) => {
    const text = texts.get(sectionId)
    if (!lines.has(sectionId)) lines.set(sectionId, text ? linesOfText(text) : [])
    return lines.get(sectionId)?.[line] ?? ''
  }
  const names = new Map(report.sections.map(one => [one.id, `${one.number}${nameOf(one)}`]))
  return (
    <ol className="find-list" aria-label={t('find.list')} start={from + 1}>
      {shown.map((place, at) => {
        const line = lineOf(place)
        return (
          <li key={`${place.sectionId} ${place.line} ${place.from}`}>
            <button
              type="button"
              aria-current={from + at === nth ? 'true' : undefined}
              onClick={() => onChoose(from + at)}
            >
              <small>{names.get(place.sectionId)}</small>
              <span>
                {line.slice(Math.max(0, place.from - around), place.from)}
                <mark>{place.words}</mark>
                {replacement !== '' && <ins>{place.replacement}</ins>}
                {line.slice(place.to, place.to + around)}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
