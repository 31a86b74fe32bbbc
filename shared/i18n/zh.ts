/** All words in Chinese, by area: the source, whose keys the other language must have. */
import { zhOfApp } from './zh-app.ts'
import { zhOfPages } from './zh-pages.ts'

export const zh = { ...zhOfApp, ...zhOfPages } as const

/** The shape of a dictionary: the Chinese keys, any words. */
export type Dictionary = {
  readonly [Area in keyof typeof zh]: { readonly [Key in keyof (typeof zh)[Area]]: string }
}
