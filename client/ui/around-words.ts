/** Words of what stands around the text, in both languages: they come once the text is here. */
import { enOfAround } from '../../shared/i18n/en-around.ts'
import { zhOfAround } from '../../shared/i18n/zh-around.ts'

export const aroundWords = { zh: zhOfAround, en: enOfAround }
