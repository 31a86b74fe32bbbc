/** The values that the contract is made of, each with its bounds. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import type { Text } from '../schema/text.ts'

/** Names and headings are one line: a line feed or an escape in one would forge lines of lists and exports. */
export const line = z
  .string()
  .overwrite(value => value.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))
  .trim()
export const name = line.min(1).max(limits.nameLength)
export const heading = line.max(limits.headingLength)
export const title = line.min(1).max(limits.titleLength)
export const period = line.max(40)
export const reason = z.string().trim().min(1).max(limits.reasonLength)
export const id = z.string().min(1).max(64)
export const time = z.iso.datetime()
export const date = z.iso.date()
export const count = z.int().min(0).max(1_000_000)
export const password = z.string().min(limits.passwordMin).max(limits.passwordMax)
export const username = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}._-]{2,32}$/u)
export const email = z.email().max(120)
export const secret = z.string().min(20).max(200)
export const nothing = z.object({})
/** ProseMirror JSON; the verb checks it against the text schema. */
export const text = z.custom<Text>(value => typeof value === 'object' && value !== null)
