/** The words of the door alone: the rest of the dictionaries loads with the app. */
import type { Language } from '../../../shared/i18n/dictionaries.ts'
import { common as enCommon } from '../../../shared/i18n/en/common.ts'
import { people as enPeople } from '../../../shared/i18n/en/people.ts'
import { common } from '../../../shared/i18n/zh/common.ts'
import { people } from '../../../shared/i18n/zh/people.ts'

export const doorWords: Record<Language, object> = {
  zh: { common, people },
  en: { common: enCommon, people: enPeople },
}
