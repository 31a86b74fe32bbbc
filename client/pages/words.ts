/** Words that the workbench has no use for, in both languages: small enough to come together. */
import { enOfPages } from '../../shared/i18n/en-pages.ts'
import { zhOfPages } from '../../shared/i18n/zh-pages.ts'

export const pageWords = { zh: zhOfPages, en: enOfPages }
