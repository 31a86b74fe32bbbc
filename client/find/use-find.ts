/** The state of a search: what is looked for, where, what was found, and which place is looked at. */
import { useEffect, useMemo, useState } from 'react'
import type { Report } from '../../shared/api.ts'
import { type FindQuery, linesOfText } from '../../shared/find/find.ts'
import { limits } from '../../shared/limits.ts'
import type { Text } from '../../shared/schema/text.ts'
import type { FindAnswer, FoundPlace } from './order.ts'
import { runSearch } from './run-search.ts'

export const scopes = ['report', 'mine', 'section'] as const
export type Scope = (typeof scopes)[number]

type Looking = {
  readonly report: Report
  readonly texts: ReadonlyMap<string, Text>
  readonly focusId: string | null
  readonly mayWrite: (sectionId: string) => boolean
}

/** So long a person may go on typing what they look for, milliseconds. */
const restMs = 180

export function useFind({ report, texts, focusId, mayWrite }: Looking) {
  const [query, setQuery] = useState<FindQuery>({
    words: '',
    isRegex: false,
    matchCase: false,
    matchWidth: false,
  })
  const [replacement, setReplacement] = useState('')
  const [scope, setScope] = useState<Scope>('report')
  const [answer, setAnswer] = useState<FindAnswer>()
  const [at, setAt] = useState(0)
  const ids = report.sections
    .filter(({ id }) => scope === 'report' || (scope === 'mine' ? mayWrite(id) : id === focusId))
    .map(({ id }) => id)
    .join(' ')
  const lines = useMemo(
    () =>
      new Map(
        ids.split(' ').flatMap(id => {
          const text = texts.get(id)
          return text ? [[id, linesOfText(text)] as const] : []
        }),
      ),
    [ids, texts],
  )
  useEffect(() => {
    if (query.words === '') return
    let giveUp = () => {}
    const timer = setTimeout(() => {
      giveUp = runSearch({ query, replacement, lines, most: limits.findMatches }, setAnswer)
    }, restMs)
    return () => {
      clearTimeout(timer)
      giveUp()
    }
  }, [query, replacement, lines])
  const heard = query.words === '' ? undefined : answer
  const places = heard?.ok ? heard.places : nowhere
  const nth = places.length === 0 ? -1 : Math.min(at, places.length - 1)
  return {
    query,
    change: (change: Partial<FindQuery>) => {
      setQuery({ ...query, ...change })
      setAt(0)
    },
    replacement,
    setReplacement,
    scope,
    setScope,
    problem: heard && !heard.ok ? heard.code : undefined,
    isAnswered: heard !== undefined,
    places,
    nth,
    current: places[nth],
    goTo: (place: number) => setAt((place + places.length) % Math.max(1, places.length)),
  }
}

const nowhere: readonly FoundPlace[] = []
