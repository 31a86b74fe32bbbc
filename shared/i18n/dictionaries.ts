/**
 * All words that a person sees, by area; Chinese is the source, English must have the same keys.
 * Keys are used as `area.key`, variables as {{name}}.
 */
import { en } from './en.ts'
import { type Dictionary, zh } from './zh.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

export const dictionaries: Record<Language, Dictionary> = { zh, en }
