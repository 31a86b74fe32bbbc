/** All words in English. */
import { enOfApp } from './en-app.ts'
import { importing } from './en/importing.ts'
import type { Dictionary } from './zh.ts'

export const en: Dictionary = { ...enOfApp, importing }
