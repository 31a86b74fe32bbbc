/** All words in Chinese, by area: the source, whose keys the other language must have. */
import { zhOfApp } from './zh-app.ts'
import { importing } from './zh/importing.ts'

export const zh = { ...zhOfApp, importing } as const

/** The shape of a dictionary: the Chinese keys, any words. */
export type Dictionary = {
  readonly [Area in keyof typeof zh]: { readonly [Key in keyof (typeof zh)[Area]]: string }
}
