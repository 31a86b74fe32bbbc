/** The words of the door alone: the rest of the dictionaries loads with the app. */
import { common as enCommon } from '../../../shared/i18n/en/common.ts'
import { people as enPeople } from '../../../shared/i18n/en/people.ts'
import { steps as enSteps } from '../../../shared/i18n/en/steps.ts'
import { common } from '../../../shared/i18n/zh/common.ts'
import { people } from '../../../shared/i18n/zh/people.ts'
import { steps } from '../../../shared/i18n/zh/steps.ts'
import type { Words } from '../../i18n.ts'

export const doorWords: Words = {
  zh: async () => ({ common, people, steps }),
  en: async () => ({ common: enCommon, people: enPeople, steps: enSteps }),
}
