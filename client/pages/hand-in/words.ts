/** The words of the plain page alone: it must open fast on a phone. */
import { common as enCommon } from '../../../shared/i18n/en/common.ts'
import { handIn as enHandIn } from '../../../shared/i18n/en/hand-in.ts'
import { intake as enIntake } from '../../../shared/i18n/en/intake.ts'
import { lastYear as enLastYear } from '../../../shared/i18n/en/last-year.ts'
import { outline as enOutline } from '../../../shared/i18n/en/outline.ts'
import { steps as enSteps } from '../../../shared/i18n/en/steps.ts'
import { common } from '../../../shared/i18n/zh/common.ts'
import { handIn } from '../../../shared/i18n/zh/hand-in.ts'
import { intake } from '../../../shared/i18n/zh/intake.ts'
import { lastYear } from '../../../shared/i18n/zh/last-year.ts'
import { outline } from '../../../shared/i18n/zh/outline.ts'
import { steps } from '../../../shared/i18n/zh/steps.ts'
import type { Words } from '../../i18n.ts'

export const handInWords: Words = {
  zh: async () => ({ common, handIn, intake, lastYear, outline, steps }),
  en: async () => ({
    common: enCommon,
    handIn: enHandIn,
    intake: enIntake,
    lastYear: enLastYear,
    outline: enOutline,
    steps: enSteps,
  }),
}
