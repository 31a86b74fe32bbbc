/** The words of the door alone, in English. */
import { common } from '../../../shared/i18n/en/common.ts'
import { consult } from '../../../shared/i18n/en/consult.ts'
import { people } from '../../../shared/i18n/en/people.ts'
import { publishing } from '../../../shared/i18n/en/publishing.ts'
import { steps } from '../../../shared/i18n/en/steps.ts'

export const doorEn = { common, consult, people, publishing, steps }
