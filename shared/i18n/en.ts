/** All words in English. */
import { enOfApp } from './en-app.ts'
import { enOfPages } from './en-pages.ts'
import type { Dictionary } from './zh.ts'

export const en: Dictionary = { ...enOfApp, ...enOfPages }
