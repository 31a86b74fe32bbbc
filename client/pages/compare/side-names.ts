/** What each side is called: in the two lists to choose from, and above the text. */
import { useTranslation } from '../../i18n.ts'
import type { Comparable } from '../../../shared/api.ts'
import { useTimes } from '../../ui/times.ts'

function useSideName(): (side: Comparable) => string {
  const { t } = useTranslation()
  const { moment } = useTimes()
  return side => {
    switch (side.kind) {
      case 'now':
        return t('compare.now')
      case 'submitted':
        return t('compare.submitted')
      case 'last-year':
        return t('compare.lastYear', { title: side.title })
      case 'version': {
        const kind = t(`compare.version_${side.versionKind}`, { n: side.edition ?? 1 })
        return t('compare.versionAt', { name: side.name || kind, time: moment(side.at) })
      }
      case 'submission':
        return t('compare.round', {
          place: side.place,
          n: side.round,
          name: side.personName,
          time: moment(side.at),
        })
    }
  }
}

const groups = [
  { word: 'groupNow', kinds: ['now'] },
  { word: 'groupVersions', kinds: ['version'] },
  { word: 'groupSubmissions', kinds: ['submitted', 'submission'] },
  { word: 'groupLastYear', kinds: ['last-year'] },
] as const satisfies readonly { word: string; kinds: readonly Comparable['kind'][] }[]

/** The sides as groups of options. */
export function useSideOptions(sides: readonly Comparable[]) {
  const { t } = useTranslation()
  const nameOf = useSideName()
  return groups.flatMap(({ word, kinds }) => {
    const own = sides.filter(({ kind }) => kinds.some(one => one === kind))
    const items = own.map(side => ({ value: side.side, label: nameOf(side) }))
    return items.length === 0 ? [] : [{ group: t(`compare.${word}`), items }]
  })
}
