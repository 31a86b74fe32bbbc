/** SMTP_FROM as it is written: 统稿 <tonggao@example.org>, or the address alone. */
import type { z } from 'zod'
import type { Sender } from './mail.ts'

const address = /^[^\s<>@"',;]+@[^\s<>@"',;]+$/

export function readSender(value: string, context: z.RefinementCtx): Sender {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(value)
  const sender = { name: named?.[1] ?? '', address: (named?.[2] ?? value).trim() }
  if (!address.test(sender.address)) context.addIssue('is no e-mail address')
  return sender
}
