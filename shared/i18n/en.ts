/** All words in English. */
import { enOfApp } from './en-app.ts'
import { enOfAround } from './en-around.ts'
import { enOfPages } from './en-pages.ts'
import { errors } from './en/errors.ts'
import type { Dictionary } from './zh.ts'

export const en: Dictionary = { ...enOfApp, ...enOfAround, ...enOfPages, errors }
