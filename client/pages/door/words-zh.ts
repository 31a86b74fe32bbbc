/** The words of the door alone, in Chinese. */
import { common } from '../../../shared/i18n/zh/common.ts'
import { consult } from '../../../shared/i18n/zh/consult.ts'
import { people } from '../../../shared/i18n/zh/people.ts'
import { publishing } from '../../../shared/i18n/zh/publishing.ts'
import { steps } from '../../../shared/i18n/zh/steps.ts'

export const doorZh = { common, consult, people, publishing, steps }
