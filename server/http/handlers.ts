/**
 * Every route's way to its verb. The types make the table complete: a route without a handler, a wrong
 * parameter or an answer of another shape does not compile.
 */
import type { z } from 'zod'
import { limitedLink, type Throttle } from '../accounts/sign-in.ts'
import type { Program } from '../program.ts'
import { listAudit } from '../reports/audit-log.ts'
import { changeSections, listActivity, listMyWork } from '../reports/board.ts'
import { createReport } from '../reports/creation.ts'
import { deleteSection, restoreSection } from '../reports/deletion.ts'
import { readFates } from '../reports/desk/fates.ts'
import { readDesk, readDeskTexts } from '../reports/desk/papers.ts'
import { movePiece } from '../reports/desk/move.ts'
import { takePiece } from '../reports/desk/take.ts'
import { readAuthorship } from '../reports/desk/who-wrote.ts'
import { undoDeskAct } from '../reports/desk/undo.ts'
import { enterSection, readHandIn, writeSection } from '../reports/hand-in.ts'
import { previewReminders, sendReminders } from '../reports/bulk-reminders.ts'
import { readEarlier } from '../reports/earlier.ts'
import {
  changeFigure,
  deleteFigure,
  listFigureChanges,
  listFigures,
  listMyFigures,
  putFigures,
  restoreFigure,
} from '../reports/figures.ts'
import { adoptImages } from '../reports/images.ts'
import { countFindings } from '../reports/checks.ts'
import {
  addHouseEntry,
  changeHouseEntry,
  deleteHouseEntries,
  importHouse,
  listHouse,
  restoreHouseEntries,
} from '../reports/house-list.ts'
import { heedFinding, ignoreFinding, listIgnored } from '../reports/ignored.ts'
import { listInbox, markInboxRead } from '../reports/inbox.ts'
import { readReport } from '../reports/present.ts'
import { putText } from '../reports/put-text.ts'
import { listReminders, remind } from '../reports/reminders.ts'
import { changeReport, deleteReport, listReports, moveStage, restoreReport } from '../reports/report.ts'
import { loadSample } from '../reports/sample.ts'
import { search } from '../reports/search.ts'
import { addSection, changeSection, moveSection } from '../reports/section.ts'
import { discardSetAside, listSetAside, markSetAside, readSetAside } from '../reports/set-aside.ts'
import { acceptSections, reopenSection, returnSection } from '../reports/decisions.ts'
import { listSubmissions } from '../reports/rounds.ts'
import { listMySignedChanges, listSignedChanges } from '../reports/signed-changes.ts'
import { listMySignatures, readSignature, signSection } from '../reports/own-signatures.ts'
import { createSignatureLink, peekSignature, recordSignature, signByLink } from '../reports/signatures.ts'
import { lookAtSection, recallSection, submitSection, tickSection } from '../reports/submission.ts'
import type { Api, ParamsOf, ResponseOf, RouteName } from '../../shared/api.ts'
import type { Outcome } from '../../shared/errors.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import type { Actor } from '../../shared/permissions.ts'
import { type AccountRoute, accountHandlers } from './account-handlers.ts'
import { type ChannelRoute, channelHandlers } from './channel-handlers.ts'
import { type CommentRoute, commentHandlers } from './comment-handlers.ts'
import { type CompareRoute, compareHandlers } from './compare-handlers.ts'
import { type ConsultRoute, consultHandlers } from './consult-handlers.ts'
import { type MaterialRoute, materialHandlers } from './material-handlers.ts'
import { type PublishingRoute, publishingHandlers } from './publishing-handlers.ts'
import { type TemplateRoute, templateHandlers } from './template-handlers.ts'
import { type VersionRoute, versionHandlers } from './version-handlers.ts'

/** Where a request comes from, and the way to give it cookies. */
export type Visitor = {
  readonly address: string
  readonly cookie: string | undefined
  readonly userAgent: string
  readonly sessionToken: string | undefined
  readonly language: Language
  setCookies(values: readonly string[]): void
}

type Call<Name extends RouteName> = {
  readonly params: ParamsOf<Api[Name]['path']>
  readonly body: Api[Name] extends { body: infer Body extends z.ZodType } ? z.output<Body> : undefined
  readonly query: Api[Name] extends { query: infer Query extends z.ZodType } ? z.output<Query> : undefined
  readonly actor: Api[Name]['access'] extends 'signed-in' ? Actor : Actor | undefined
  readonly visitor: Visitor
}

export type Handlers = {
  readonly [Name in RouteName]: (call: Call<Name>) => Promise<Outcome<ResponseOf<Name>>>
}

export function createHandlers(program: Program, throttle: Throttle): Handlers {
  return {
    ...accountHandlers(program, throttle),
    ...templateHandlers(program),
    ...commentHandlers(program),
    ...consultHandlers(program, throttle),
    ...channelHandlers(program),
    ...publishingHandlers(program, throttle),
    ...versionHandlers(program),
    ...compareHandlers(program),
    ...materialHandlers(program),
    ...reportHandlers(program, throttle),
  }
}

type ReportRoute = Exclude<
  RouteName,
  | AccountRoute
  | CommentRoute
  | TemplateRoute
  | ConsultRoute
  | ChannelRoute
  | PublishingRoute
  | VersionRoute
  | CompareRoute
  | MaterialRoute
>

function reportHandlers(program: Program, throttle: Throttle): Pick<Handlers, ReportRoute> {
  return {
    search: ({ actor, query }) => search(program, actor, query),
    listAudit: ({ actor, query }) => listAudit(program, actor, query),
    listReports: ({ actor }) => listReports(program, actor),
    createReport: ({ actor, body }) => createReport(program, actor, body),
    loadSample: ({ actor }) => loadSample(program, actor),
    getReport: ({ actor, params }) => readReport(program, actor, params.reportId),
    changeReport: ({ actor, params, body }) => changeReport(program, actor, params.reportId, body),
    deleteReport: ({ actor, params }) => deleteReport(program, actor, params.reportId),
    restoreReport: ({ actor, params }) => restoreReport(program, actor, params.reportId),
    moveStage: ({ actor, params, body }) => moveStage(program, actor, params.reportId, body),
    addSection: ({ actor, params, body }) => addSection(program, actor, params.reportId, body),
    changeSection: ({ actor, params, body }) =>
      changeSection(program, actor, params.reportId, params.sectionId, body),
    changeSections: ({ actor, params, body }) => changeSections(program, actor, params.reportId, body),
    listActivity: ({ actor, params }) => listActivity(program, actor, params.reportId),
    remind: ({ actor, params, body }) => remind(program, actor, params.reportId, body),
    listReminders: ({ actor, params }) => listReminders(program, actor, params.reportId),
    previewReminders: ({ actor, params, body }) => previewReminders(program, actor, params.reportId, body),
    sendReminders: ({ actor, params, body }) => sendReminders(program, actor, params.reportId, body),
    listInbox: ({ actor }) => listInbox(program, actor),
    markInboxRead: ({ actor, body }) => markInboxRead(program, actor, body),
    listMyWork: ({ actor }) => listMyWork(program, actor),
    moveSection: ({ actor, params, body }) =>
      moveSection(program, actor, params.reportId, params.sectionId, body),
    deleteSection: ({ actor, params }) => deleteSection(program, actor, params.reportId, params.sectionId),
    restoreSection: ({ actor, params }) => restoreSection(program, actor, params.reportId, params.sectionId),
    submitSection: ({ actor, params, body }) =>
      submitSection(program, actor, params.reportId, params.sectionId, body),
    tickSection: ({ actor, params, body }) =>
      tickSection(program, actor, params.reportId, params.sectionId, body),
    recallSection: ({ actor, params }) => recallSection(program, actor, params.reportId, params.sectionId),
    getDesk: ({ actor, params }) => readDesk(program, actor, params.reportId),
    getDeskTexts: ({ actor, params, query }) => readDeskTexts(program, actor, params.reportId, query.section),
    getAuthorship: ({ actor, params }) => readAuthorship(program, actor, params.reportId, params.sectionId),
    getFates: ({ actor, params }) => readFates(program, actor, params.reportId, params.sectionId),
    takePiece: ({ actor, params, body }) => takePiece(program, actor, params.reportId, body),
    movePiece: ({ actor, params, body }) => movePiece(program, actor, params.reportId, body),
    undoDeskAct: ({ actor, params }) => undoDeskAct(program, actor, params.reportId, params.actId),
    lookAtSection: ({ actor, params }) => lookAtSection(program, actor, params.reportId, params.sectionId),
    createSignatureLink: ({ actor, params, body }) =>
      createSignatureLink(program, actor, params.reportId, params.sectionId, body),
    listSignedChanges: ({ actor, params }) =>
      listSignedChanges(program, actor, params.reportId, params.sectionId),
    listMySignedChanges: ({ actor }) => listMySignedChanges(program, actor),
    listMySignatures: ({ actor }) => listMySignatures(program, actor),
    getSignature: ({ actor, params }) => readSignature(program, actor, params.reportId, params.sectionId),
    signSection: ({ actor, params, body }) =>
      signSection(program, actor, params.reportId, params.sectionId, body),
    recordSignature: ({ actor, params, body }) =>
      recordSignature(program, actor, params.reportId, params.sectionId, body),
    peekSignature: ({ body, visitor }) =>
      limitedLink(throttle, visitor.address, () => peekSignature(program, body)),
    signByLink: ({ body, visitor }) =>
      limitedLink(throttle, visitor.address, () => signByLink(program, body)),
    getHandIn: ({ actor, params }) => readHandIn(program, actor, params.reportId, params.sectionId),
    writeSection: ({ actor, params, body }) =>
      writeSection(program, actor, params.reportId, params.sectionId, body),
    putText: ({ actor, params, body }) => putText(program, actor, params.reportId, params.sectionId, body),
    enterSection: ({ actor, params, body }) =>
      enterSection(program, actor, params.reportId, params.sectionId, body),
    returnSection: ({ actor, params, body }) =>
      returnSection(program, actor, params.reportId, params.sectionId, body),
    acceptSections: ({ actor, params, body }) =>
      acceptSections(program, actor, params.reportId, body.sectionIds),
    reopenSection: ({ actor, params, body }) =>
      reopenSection(program, actor, params.reportId, params.sectionId, body),
    listSubmissions: ({ actor, params }) =>
      listSubmissions(program, actor, params.reportId, params.sectionId),
    countFindings: ({ actor, params }) => countFindings(program, actor, params.reportId),
    listHouse: () => listHouse(program),
    addHouseEntry: ({ actor, body }) => addHouseEntry(program, actor, body),
    changeHouseEntry: ({ actor, params, body }) => changeHouseEntry(program, actor, params.entryId, body),
    deleteHouseEntries: ({ actor, body }) => deleteHouseEntries(program, actor, body),
    restoreHouseEntries: ({ actor, body }) => restoreHouseEntries(program, actor, body),
    importHouse: ({ actor, body }) => importHouse(program, actor, body),
    listIgnored: ({ actor, params }) => listIgnored(program, actor, params.reportId),
    ignoreFinding: ({ actor, params, body }) => ignoreFinding(program, actor, params.reportId, body),
    heedFinding: ({ actor, params }) => heedFinding(program, actor, params.reportId, params.ignoredId),
    getEarlier: ({ actor, params }) => readEarlier(program, actor, params.reportId),
    listFigures: ({ actor, params }) => listFigures(program, actor, params.reportId),
    putFigures: ({ actor, params, body }) => putFigures(program, actor, params.reportId, body),
    changeFigure: ({ actor, params, body }) =>
      changeFigure(program, actor, params.reportId, params.figureId, body),
    deleteFigure: ({ actor, params }) => deleteFigure(program, actor, params.reportId, params.figureId),
    restoreFigure: ({ actor, params }) => restoreFigure(program, actor, params.reportId, params.figureId),
    listFigureChanges: ({ actor, params }) =>
      listFigureChanges(program, actor, params.reportId, params.figureId),
    listMyFigures: ({ actor }) => listMyFigures(program, actor),
    adoptImages: ({ actor, params, body }) => adoptImages(program, actor, params, body),
    listSetAside: ({ actor, params }) => listSetAside(program, actor, params.reportId),
    readSetAside: ({ actor, params }) => readSetAside(program, actor, params.reportId, params.draftId),
    markSetAside: ({ actor, params, body }) =>
      markSetAside(program, actor, params.reportId, params.draftId, body),
    discardSetAside: ({ actor, params }) => discardSetAside(program, actor, params.reportId, params.draftId),
  }
}
