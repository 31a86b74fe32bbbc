/** The words of the door alone: the rest of the dictionaries loads with the app. */
import { common as enCommon } from '../../../shared/i18n/en/common.ts'
import { consult as enConsult } from '../../../shared/i18n/en/consult.ts'
import { people as enPeople } from '../../../shared/i18n/en/people.ts'
import { publishing as enPublishing } from '../../../shared/i18n/en/publishing.ts'
import { steps as enSteps } from '../../../shared/i18n/en/steps.ts'
import { common } from '../../../shared/i18n/zh/common.ts'
import { consult } from '../../../shared/i18n/zh/consult.ts'
import { people } from '../../../shared/i18n/zh/people.ts'
import { publishing } from '../../../shared/i18n/zh/publishing.ts'
import { steps } from '../../../shared/i18n/zh/steps.ts'
import type { Words } from '../../i18n.ts'

export const doorWords: Words = {
  zh: async () => ({ common, consult, people, publishing, steps }),
  en: async () => ({
    common: enCommon,
    consult: enConsult,
    people: enPeople,
    publishing: enPublishing,
    steps: enSteps,
  }),
}
