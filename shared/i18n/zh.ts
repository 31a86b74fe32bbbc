/** All words in Chinese, by area: the source, whose keys the other language must have. */
import { zhOfApp } from './zh-app.ts'
import { zhOfAround } from './zh-around.ts'
import { zhOfPages } from './zh-pages.ts'
import { errors } from './zh/errors.ts'

/** `errors` is said by the server alone. */
export const zh = { ...zhOfApp, ...zhOfAround, ...zhOfPages, errors } as const

/** The shape of a dictionary: the Chinese keys, any words. */
export type Dictionary = {
  readonly [Area in keyof typeof zh]: { readonly [Key in keyof (typeof zh)[Area]]: string }
}
