/** A message of the inbox as one sentence in a language, for whatever says it outside the page. */
import type { MessageParams } from './api/inbox.ts'
import { fill } from './i18n/fill.ts'
import type { Dictionary } from './i18n/zh.ts'
import type { MessageKind } from './inbox.ts'

/** `moment` writes a time: 11月30日 18:00. */
export function sayMessage(
  kind: MessageKind,
  params: MessageParams,
  { inbox, outline }: Dictionary,
  moment: (iso: string) => string,
): string {
  const { number = '', heading = '', role = null } = params
  const name = heading || (role ? outline[`partRole_${role}`] : outline.untitled)
  return fill(inbox[`kind_${kind}`], {
    report: params.report,
    section: number + name,
    by: params.by ?? '',
    reason: params.reason ?? '',
    material: params.material ?? '',
    time: params.dueAt === undefined ? '' : moment(params.dueAt),
  })
}
