/** What the inbox can say; the dictionaries have a sentence for each under `inbox.kind_<kind>`. */
export const messageKinds = [
  'submitted', // to who decides
  'recalled',
  'returned', // to who writes
  'accepted',
  'reopened',
  'toSign', // to who heads or leads the department
  'signed',
  'refused', // by a signer
  'dueSoon',
  'dueTomorrow',
  'overdue',
  'reminder', // 催报
  'opinionsAsked', // 征求意见
  'mentioned', // by a comment
  'marked', // 领导批示, to who writes and who decides
  'materialAsked', // 材料, to who writes for the department
  'materialHandedIn', // to who decides
  'materialWithdrawn',
  'replied', // in a thread that one has spoken in
] as const
export type MessageKind = (typeof messageKinds)[number]

const dayMs = 24 * 60 * 60 * 1000

/** Days before a section's time at which its writers are reminded, the last first. */
const reminders = [
  { kind: 'overdue', days: 0 },
  { kind: 'dueTomorrow', days: 1 },
  { kind: 'dueSoon', days: 3 },
] as const satisfies readonly { kind: MessageKind; days: number }[]

/** Which reminder a section's time calls for now, if any; one that was slept through is not made up for. */
export function reminderAt(dueAt: string, now: number): MessageKind | undefined {
  const left = Date.parse(dueAt) - now
  return reminders.find(({ days }) => left <= days * dayMs)?.kind
}
