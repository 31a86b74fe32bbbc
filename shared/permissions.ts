/**
 * Who may do what: the only authorisation code of the program.
 *
 * 1. Pure and total: a person (or nobody), the thing, its state — true or false. Deny by default.
 * 2. Server and client call the same functions, so a control that is shown is a control that works.
 * 3. A foreign thing and a missing one look the same: routes answer 404 for whatever mayRead… denies.
 */
import { isClosed, isOpenForAuthors, type Stage, type Status, statusAfter } from './report.ts'
import { isSigned, type VersionKind } from './versions/versions.ts'

export const roles = [
  'coordinator', // 统稿人
  'author', // 撰稿人
  'reviewer', // 审阅
  'reader', // 查阅
] as const
export type Role = (typeof roles)[number]

/** A signed-in person, as far as rights are concerned. */
export type Actor = {
  readonly id: string
  readonly role: Role
  readonly isAdministrator: boolean
  readonly departmentIds: readonly string[]
}

/** A section's state, as far as rights are concerned; departments are the effective ones. */
export type SectionAccess = {
  readonly stage: Stage
  readonly status: Status
  /** 主办; null where there is none, and every 协办 stands in for it. */
  readonly leadId: string | null
  readonly departmentIds: readonly string[]
}

/** The departments that hold a section: its own, or its nearest ancestor's. */
export function holders(section: {
  readonly effectiveLeadId: string | null
  readonly effectiveCoIds: readonly string[]
}): string[] {
  return section.effectiveLeadId === null
    ? [...section.effectiveCoIds]
    : [section.effectiveLeadId, ...section.effectiveCoIds]
}

/** What the rules ask of a section, from the report and the section as everybody has them. */
export function accessTo(
  { stage }: { readonly stage: Stage },
  section: {
    readonly status: Status
    readonly effectiveLeadId: string | null
    readonly effectiveCoIds: readonly string[]
  },
): SectionAccess {
  return { stage, status: section.status, leadId: section.effectiveLeadId, departmentIds: holders(section) }
}

const isIn = (actor: Actor, departmentIds: readonly string[]) =>
  departmentIds.some(id => actor.departmentIds.includes(id))

export function mayAdminister(actor: Actor): boolean {
  return actor.isAdministrator
}

/** 通知渠道: what they hold opens groups, and what they send leaves the house. */
export function mayKeepChannels(actor: Actor): boolean {
  return mayAdminister(actor)
}

/** The sample brings departments of its own, so it is the administrator's to load. */
export function mayLoadSample(actor: Actor): boolean {
  return actor.isAdministrator
}

/** People, departments and invitations are kept by the administrator and the coordinator. */
export function mayKeepPeople(actor: Actor): boolean {
  return actor.isAdministrator || actor.role === 'coordinator'
}

/** 单位用语表: whoever is signed in reads it, as their checks do; it is kept by who keeps the house's people. */
export function mayKeepHouseList(actor: Actor): boolean {
  return mayKeepPeople(actor)
}

/** A coordinator may invite anyone except to roles above their own. */
export function mayGrantRole(actor: Actor, role: Role): boolean {
  return actor.isAdministrator || (actor.role === 'coordinator' && role !== 'coordinator')
}

/**
 * Role, departments, activity, re-entry link: whoever holds a person's link can act as them, so a coordinator
 * may not touch an administrator or another coordinator.
 */
export function mayChangePerson(
  actor: Actor,
  person: { readonly id: string; readonly role: Role; readonly isAdministrator: boolean },
): boolean {
  if (actor.isAdministrator) return true
  if (!mayKeepPeople(actor) || person.isAdministrator) return false
  return person.id === actor.id || mayGrantRole(actor, person.role)
}

/** All sections of a department at once: outlines are the coordinator's. Closed reports stay as they are. */
export function mayTransferSections(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/** Links and tokens of a person who is merged go over only where they open no more than before. */
export function mayTakeKeysOver(
  from: { readonly role: Role; readonly isAdministrator: boolean },
  to: { readonly role: Role; readonly isAdministrator: boolean },
): boolean {
  return from.role === to.role && from.isAdministrator === to.isAdministrator
}

/** Sessions, tokens and locks: one's own, and those of whoever the actor may change. */
export function mayKeepAccess(
  actor: Actor,
  person: { readonly id: string; readonly role: Role; readonly isAdministrator: boolean },
): boolean {
  return person.id === actor.id || mayChangePerson(actor, person)
}

/** How much of the audit a person reads: accounts are the administrator's, reports their coordinator's too. */
export function auditScope(actor: Actor): 'all' | 'reports' | 'nothing' {
  if (actor.isAdministrator) return 'all'
  return actor.role === 'coordinator' ? 'reports' : 'nothing'
}

/** Having a file read costs the server time; who never writes needs it for nothing. */
export function mayBringFiles(actor: Actor): boolean {
  return actor.role === 'author' || actor.role === 'coordinator'
}

export function mayCreateReport(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/** Templates serve whoever begins reports: kept, seen and used by them. */
export function mayKeepTemplates(actor: Actor): boolean {
  return mayCreateReport(actor)
}

/** Authors see a report once a department of theirs holds any section of it. */
export function mayReadReport(actor: Actor, report: { readonly departmentIds: readonly string[] }): boolean {
  switch (actor.role) {
    case 'coordinator':
    case 'reviewer':
    case 'reader':
      return true
    case 'author':
      return isIn(actor, report.departmentIds)
    default:
      return false
  }
}

/** Outline, owners, times, front and back matter. */
export function mayEditOutline(actor: Actor, report: { readonly stage: Stage }): boolean {
  return actor.role === 'coordinator' && !isClosed(report.stage)
}

/** 催报 and 报送通知 go out in the coordinator's name. */
export function mayRemind(actor: Actor, report: { readonly stage: Stage }): boolean {
  return mayEditOutline(actor, report)
}

/** Stages may always be moved by a coordinator; backwards needs a reason, which the verb asks for. */
export function mayMoveStage(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

export function mayDeleteReport(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/** May this person's text be taken into this section now? */
export function mayWrite(actor: Actor, section: SectionAccess): boolean {
  if (isClosed(section.stage)) return false
  if (actor.role === 'coordinator') return true
  return actor.role === 'author' && isOpenForAuthors(section.status) && isIn(actor, section.departmentIds)
}

/** A finding of the checks is ignored, and heeded again, by who may write there; `null`: the report's title. */
export function mayIgnoreFinding(
  actor: Actor,
  report: { readonly stage: Stage },
  section: SectionAccess | null,
): boolean {
  return section ? mayWrite(actor, section) : mayEditOutline(actor, report)
}

/** The 指标 as far as rights are concerned: which department owns it. */
type FigureAccess = { readonly departmentId: string | null }

/** An owner sees its figure, and what became of it, also where it holds no section of the report. */
export function owesFigure(actor: Actor, { departmentId }: FigureAccess): boolean {
  return departmentId !== null && owes(actor, { departmentIds: [departmentId] })
}

/** Which department owes a figure and until when is the coordinator's to say, and what leaves the register. */
export function mayKeepFigures(actor: Actor, report: { readonly stage: Stage }): boolean {
  return mayEditOutline(actor, report)
}

/** Values and what is said of them: the owner's and the coordinator's, until the report is closed. */
export function mayChangeFigure(
  actor: Actor,
  report: { readonly stage: Stage },
  figure: FigureAccess,
): boolean {
  return mayKeepFigures(actor, report) || (!isClosed(report.stage) && owesFigure(actor, figure))
}

/** Authors register figures of their own departments in reports that they write in. */
export function mayAddFigure(
  actor: Actor,
  report: { readonly stage: Stage; readonly departmentIds: readonly string[] },
  figure: FigureAccess,
): boolean {
  return mayReadReport(actor, report) && mayChangeFigure(actor, report, figure)
}

/** 批注 are working talk: of whoever works on the report. Who only reads it (查阅) reads the text alone. */
export function mayReadThreads(actor: Actor, report: { readonly departmentIds: readonly string[] }): boolean {
  return actor.role !== 'reader' && mayReadReport(actor, report)
}

/** Comment and propose, also where one may not write, and on a report that is final; what is archived stays as it is. */
export function mayComment(
  actor: Actor,
  report: { readonly stage: Stage; readonly departmentIds: readonly string[] },
): boolean {
  return report.stage !== 'archived' && mayReadThreads(actor, report)
}

/** 解决: who began the thread, who answers for the section, closed or not, and the coordinator. */
export function mayResolve(
  actor: Actor,
  thread: { readonly personId: string },
  section: SectionAccess,
): boolean {
  if (section.stage === 'archived') return false
  return actor.id === thread.personId || actor.role === 'coordinator' || owes(actor, section)
}

/** One's own words are one's own to change. */
export function mayChangeComment(
  actor: Actor,
  comment: { readonly personId: string },
  stage: Stage,
): boolean {
  return stage !== 'archived' && actor.role !== 'reader' && actor.id === comment.personId
}

/** One's own, and the coordinator anybody's. */
export function mayDeleteComment(
  actor: Actor,
  comment: { readonly personId: string },
  stage: Stage,
): boolean {
  return mayChangeComment(actor, comment, stage) || (actor.role === 'coordinator' && stage !== 'archived')
}

/** Bringing back: what one deleted oneself, and the coordinator anybody's. */
export function mayRestoreComment(
  actor: Actor,
  { personId, deletedBy }: { readonly personId: string; readonly deletedBy: string | null },
  stage: Stage,
): boolean {
  return (
    mayDeleteComment(actor, { personId }, stage) && (actor.role === 'coordinator' || actor.id === deletedBy)
  )
}

/** Taking proposed text over is writing. */
export function mayAcceptProposal(actor: Actor, section: SectionAccess): boolean {
  return mayWrite(actor, section)
}

/** 领导批示: kept by whoever carries the paper: the coordinator, and the departments for their sections; 落实 too. */
export function mayKeepMarks(actor: Actor, section: SectionAccess): boolean {
  return section.stage !== 'archived' && (actor.role === 'coordinator' || owes(actor, section))
}

/** Authors of the 主办 submit while they may write, and pass a 协办 over; the coordinator may do it for them. */
export function maySubmit(actor: Actor, section: SectionAccess): boolean {
  return speaksFor(actor, section) && statusAfter(section.status, 'submit') !== undefined
}

/** 代录: enter and submit somebody's text for them. */
export function mayEnter(actor: Actor, section: SectionAccess): boolean {
  return actor.role === 'coordinator' && maySubmit(actor, section)
}

/** The 协办 that submitting waits for; where there is no 主办, the submitting one does not wait for itself. */
export function waitedFor(
  actor: Actor,
  section: { readonly effectiveLeadId: string | null; readonly effectiveCoIds: readonly string[] },
): string[] {
  return section.effectiveLeadId === null
    ? section.effectiveCoIds.filter(id => !actor.departmentIds.includes(id))
    : [...section.effectiveCoIds]
}

/** 已写完, said or taken back by a 协办 for itself, as long as the section is being written. */
export function mayTick(actor: Actor, section: SectionAccess, departmentId: string): boolean {
  return (
    actor.role === 'author' &&
    mayWrite(actor, section) &&
    departmentId !== section.leadId &&
    section.departmentIds.includes(departmentId) &&
    actor.departmentIds.includes(departmentId)
  )
}

/** 撤回 by its department, as long as the coordinator has not looked; the coordinator returns instead. */
export function mayRecall(actor: Actor, section: SectionAccess & { readonly looked: boolean }): boolean {
  return (
    actor.role === 'author' &&
    speaksFor(actor, section) &&
    !section.looked &&
    statusAfter(section.status, 'recall') !== undefined
  )
}

/** 签审: make the signer's link, or record a signature that was given otherwise (代签). */
export function mayCollectSignature(actor: Actor, section: SectionAccess): boolean {
  return speaksFor(actor, section) && statusAfter(section.status, 'sign') !== undefined
}

/** Does this office, as the departments that it is held of, sign for the section? */
export function holdsOffice(officeIds: readonly string[], section: SectionAccess): boolean {
  return speakersOf(section).some(id => officeIds.includes(id))
}

/** 签审 with one's own account, by whoever holds the office whose signature comes next, whatever their role. */
export function maySign(officeIds: readonly string[], section: SectionAccess): boolean {
  return (
    !isClosed(section.stage) &&
    statusAfter(section.status, 'sign') !== undefined &&
    holdsOffice(officeIds, section)
  )
}

/** Looking at a fresh 来稿, which ends its department's right to recall it. */
export function mayLook(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

export function mayReturn(actor: Actor, section: SectionAccess): boolean {
  return mayDecide(actor, section) && statusAfter(section.status, 'return') !== undefined
}

export function mayReopen(actor: Actor, section: SectionAccess): boolean {
  return mayDecide(actor, section) && statusAfter(section.status, 'reopen') !== undefined
}

export function mayAccept(actor: Actor, section: SectionAccess): boolean {
  return mayDecide(actor, section) && statusAfter(section.status, 'accept') !== undefined
}

/** Is the section this person's to write, whatever its status: 我的任务. */
export function owes(actor: Actor, section: { readonly departmentIds: readonly string[] }): boolean {
  return actor.role === 'author' && isIn(actor, section.departmentIds)
}

/** 来稿 are seen by the department that sent them and by the coordinator. */
export function mayReadSubmissions(
  actor: Actor,
  section: { readonly departmentIds: readonly string[] },
): boolean {
  return actor.role === 'coordinator' || (actor.role === 'author' && isIn(actor, section.departmentIds))
}

/** 统稿台: all 来稿 of all departments beside the text; what is taken over there is written by `mayWrite`. */
export function mayAssemble(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/** What rights over 材料 ask of a report: the departments that hold a section of it, and those asked for material. */
export type MaterialAccess = {
  readonly stage: Stage
  readonly departmentIds: readonly string[]
  readonly askedIds: readonly string[]
}

/** 材料 is handed in by a department of the report, or one that was asked for it; the coordinator enters anybody's. */
export function mayHandInMaterial(
  actor: Actor,
  report: MaterialAccess,
  departmentId: string | null,
): boolean {
  if (isClosed(report.stage)) return false
  if (actor.role === 'coordinator') return true
  return departmentId !== null && departmentsForMaterial(actor, report).includes(departmentId)
}

/** Of an author's departments those that hand in material, whatever the report's stage. */
export function departmentsForMaterial(
  actor: Actor,
  { departmentIds, askedIds }: Omit<MaterialAccess, 'stage'>,
): string[] {
  if (actor.role !== 'author') return []
  return actor.departmentIds.filter(id => departmentIds.includes(id) || askedIds.includes(id))
}

/** 材料 is read as 来稿 are: by the department that handed it in and by the coordinator. */
export function mayReadMaterial(actor: Actor, material: { readonly departmentId: string | null }): boolean {
  const { departmentId } = material
  return mayReadSubmissions(actor, { departmentIds: departmentId === null ? [] : [departmentId] })
}

/** By whoever handed it in, as long as it is their department's, and by the coordinator. */
export function mayWithdrawMaterial(
  actor: Actor,
  report: { readonly stage: Stage },
  material: { readonly departmentId: string | null; readonly personId: string },
): boolean {
  if (isClosed(report.stage) || !mayReadMaterial(actor, material)) return false
  return actor.role === 'coordinator' || actor.id === material.personId
}

/** Which departments are asked for material goes out in the coordinator's name. */
export function mayAskForMaterial(actor: Actor, report: { readonly stage: Stage }): boolean {
  return mayRemind(actor, report)
}

/** 征求意见: begin and close rounds, name recipients, enter answers for them, decide about opinions. */
export function mayConsult(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/** Public links to what a report left as. */
export function mayPublish(actor: Actor): boolean {
  return actor.role === 'coordinator'
}

/**
 * 归档: one folder of everything about a closed report, 来稿 of all departments and the audit among it; so for
 * whoever may read 来稿 whosever they are. Keeping accounts (an administrator's office) opens none.
 */
export function mayArchive(actor: Actor): boolean {
  return mayReadSubmissions(actor, { departmentIds: [] })
}

/** Whoever is asked answers, and reads the text that they are asked about, whatever else they may read. */
export function mayOpine(actor: Actor, recipient: { readonly personId: string | null }): boolean {
  return recipient.personId === actor.id
}

/** 版本: saved by the coordinator and by whoever writes in the report; a reviewer or reader looks. */
export function maySaveVersion(actor: Actor, report: { readonly departmentIds: readonly string[] }): boolean {
  return (actor.role === 'coordinator' || actor.role === 'author') && mayReadReport(actor, report)
}

type SavedVersion = { readonly kind: VersionKind; readonly personId: string }

/** One's own by hand; the coordinator names also those that made themselves. What was signed keeps its name. */
export function mayRenameVersion(actor: Actor, version: SavedVersion): boolean {
  if (actor.role === 'coordinator') return !isSigned(version.kind)
  return version.kind === 'manual' && actor.role === 'author' && actor.id === version.personId
}

/** Only what was saved by hand: by whoever saved it, and by the coordinator. */
export function mayDeleteVersion(actor: Actor, version: SavedVersion): boolean {
  return version.kind === 'manual' && mayRenameVersion(actor, version)
}

/** A set-aside draft is its author's and the coordinator's: to read, to mark as taken over, to discard. */
export function mayHandleSetAside(actor: Actor, draft: { readonly personId: string }): boolean {
  return actor.role === 'coordinator' || actor.id === draft.personId
}

/** The departments that speak for a section: its 主办, or every 协办 where there is none. */
export function speakersOf(section: SectionAccess): readonly string[] {
  return section.leadId === null ? section.departmentIds : [section.leadId]
}

/** Authors of the 主办 (of any 协办, where there is none) act for the section; so may the coordinator. */
function speaksFor(actor: Actor, section: SectionAccess): boolean {
  if (isClosed(section.stage)) return false
  if (actor.role === 'coordinator') return true
  return actor.role === 'author' && isIn(actor, speakersOf(section))
}

/**
 * The text of an earlier report's section that a new one was begun from: the new one's holders read it, and
 * whoever may read the earlier report.
 */
export function mayReadCarried(
  actor: Actor,
  section: { readonly departmentIds: readonly string[] },
  earlier: { readonly departmentIds: readonly string[] },
): boolean {
  return (actor.role === 'author' && isIn(actor, section.departmentIds)) || mayReadReport(actor, earlier)
}

function mayDecide(actor: Actor, section: SectionAccess): boolean {
  return actor.role === 'coordinator' && !isClosed(section.stage)
}
