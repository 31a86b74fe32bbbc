/** Messages: a sentence for each kind (keys: shared/inbox.ts), and their page. */
import type { MessageKind } from '../../inbox.ts'

const kinds = {
  kind_submitted: '{{by}} submitted {{section}} of "{{report}}".',
  kind_recalled: '{{by}} recalled {{section}} of "{{report}}".',
  kind_returned: '{{by}} returned {{section}} of "{{report}}": {{reason}}',
  kind_accepted: '{{by}} accepted {{section}} of "{{report}}".',
  kind_reopened: '{{by}} reopened {{section}} of "{{report}}": {{reason}}',
  kind_toSign: '{{section}} of "{{report}}" waits for your signature.',
  kind_signed: '{{by}} signed {{section}} of "{{report}}".',
  kind_refused: '{{by}} did not sign {{section}} of "{{report}}": {{reason}}',
  kind_dueSoon: '{{section}} of "{{report}}" is due by {{time}}, in less than three days.',
  kind_dueTomorrow: '{{section}} of "{{report}}" is due by {{time}}, in less than a day.',
  kind_overdue: '{{section}} of "{{report}}" was due by {{time}}.',
  kind_reminder: '{{by}} reminds: sections of "{{report}}" are still to be submitted. Thank you.',
  kind_opinionsAsked: 'Your opinion on "{{report}}" is asked for, by {{time}}.',
  kind_mentioned: '{{by}} mentioned you in a comment on {{section}} of “{{report}}”: {{reason}}',
  kind_marked: '{{by}} recorded a leader’s mark on {{section}} of “{{report}}”: {{reason}}',
  kind_replied: '{{by}} replied to a comment of yours on {{section}} of “{{report}}”: {{reason}}',
  kind_materialAsked: '{{by}} asks your {dept} for material for “{{report}}”.',
  kind_materialHandedIn: '{{by}} handed in material for “{{report}}”: {{material}}',
  kind_materialWithdrawn: '{{by}} withdrew material for “{{report}}”: {{material}}',
} as const satisfies Record<`kind_${MessageKind}`, string>

export const inbox = {
  ...kinds,
  lead: 'What happened to your sections, and what is due.',
  list: 'Messages',
  unread: 'Unread',
  markAll: 'Mark all as read',
  empty: 'No messages',
  emptyLead: 'You are told here when something happens to your sections, or is due.',
}
