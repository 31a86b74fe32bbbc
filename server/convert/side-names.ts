/** What a side of a comparison is called on paper: in Chinese, in the asking person's time zone. */
import type { Comparable } from '../../shared/api.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'

const words = dictionaries.zh.compare

export function nameOfSide(about: Comparable, zone: string): string {
  switch (about.kind) {
    case 'now':
      return words.now
    case 'submitted':
      return words.submitted
    case 'last-year':
      return fill(words.lastYear, { title: about.title })
    case 'version': {
      const kind = fill(words[`version_${about.versionKind}`], { n: about.edition ?? 1 })
      return fill(words.versionAt, { name: about.name || kind, time: momentOf(about.at, zone) })
    }
    case 'submission':
      return fill(words.round, {
        place: about.place,
        n: about.round,
        name: about.personName,
        time: momentOf(about.at, zone),
      })
  }
}

const momentOf = (iso: string, timeZone: string) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(iso))
