/**
 * 操作日志: what the audit can say, once. Every verb names its act by one of these; the dictionaries have a
 * sentence for each under `audit.do_<noun>_<verb>`, so an act without words does not compile.
 */
export const auditActions = [
  'organisation.create',
  'organisation.change',
  'department.create',
  'department.change',
  'department.transfer',
  'department.merge',
  'person.create',
  'person.change',
  'person.merge',
  'person.link',
  'person.password',
  'session.start',
  'session.end',
  'session.revoke',
  'session.revokeOthers',
  'person.resetLink',
  'person.reset',
  'person.resetAsk',
  'person.mail',
  'person.locked',
  'person.unlock',
  'token.create',
  'token.revoke',
  'invitation.create',
  'invitation.revoke',
  'invitation.accept',
  'sample.load',
  'report.create',
  'report.change',
  'report.stage',
  'report.transfer',
  'report.merge',
  'report.delete',
  'report.restore',
  'section.add',
  'section.change',
  'section.move',
  'section.delete',
  'section.restore',
  'section.write',
  'section.enter',
  'section.submit',
  'section.return',
  'section.accept',
  'section.tick',
  'section.recall',
  'section.look',
  'section.reopen',
  'section.sign-link',
  'section.sign',
  'section.sign-refuse',
  'material.add',
  'material.ask',
  'material.withdraw',
  'desk.take',
  'desk.move',
  'desk.undo',
  'attachment.add',
  'image.add',
  'image.adopt',
  'comment.begin',
  'comment.reply',
  'comment.change',
  'comment.delete',
  'comment.restore',
  'comment.resolve',
  'comment.reopen',
  'proposal.accept',
  'proposal.decline',
  'proposal.reopen',
  'mark.record',
  'mark.done',
  'mark.undone',
  'finding.ignore',
  'finding.heed',
  'figure.add',
  'figure.change',
  'figure.delete',
  'figure.restore',
  'house.add',
  'house.change',
  'house.delete',
  'house.restore',
  'house.import',
  'reminder.copy',
  'reminder.send',
  'channel.create',
  'channel.change',
  'channel.delete',
  'channel.test',
  'delivery.retry',
  'version.save',
  'version.rename',
  'version.delete',
  'version.restore',
  'set-aside.keep',
  'set-aside.mark',
  'set-aside.discard',
  'consultation.start',
  'consultation.recipients',
  'consultation.close',
  'consultation.link',
  'consultation.answer',
  'consultation.decide',
  'report.publish',
  'report.archive',
  'public-link.create',
  'public-link.revoke',
  'template.create',
  'template.change',
  'template.delete',
  'template.restore',
  'audit.export',
] as const
export type AuditAction = (typeof auditActions)[number]

/** How an act came in. */
export const vias = [
  'web', // a session opened by password
  'link', // a link, or the session that it opened
  'token', // an API token
  'cli', // the command line
  'server', // the program itself
] as const
export type Via = (typeof vias)[number]

type Key<Action extends string> = Action extends `${infer Noun}.${infer Verb}` ? `do_${Noun}_${Verb}` : never
export type AuditKey = Key<AuditAction>

/** The key of an act's sentence in the dictionaries. */
export function auditKey<Action extends AuditAction>(action: Action): Key<Action>
export function auditKey(action: AuditAction): string {
  return `do_${action.replace('.', '_')}`
}

export function isAuditAction(action: string): action is AuditAction {
  return auditActions.some(known => known === action)
}
