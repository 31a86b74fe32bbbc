/**
 * Every route tried by everybody: who is let through, who is told no, and who does not even learn that the
 * thing exists. The table is complete because its type is: a new route does not compile without its row.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putIn } from '../../server/delivery/outbox.ts'
import { readDoc } from '../../server/reports/text-edit.ts'
import { anchorAt, readLine } from '../../shared/comments/anchor.ts'
import { api, type Api, type RouteName } from '../../shared/api.ts'
import { bringMaterial } from '../support/materials.ts'
import { createReport, draft, publish, setAside, startRound } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

const personas = ['coordinator', 'author', 'foreign', 'reviewer', 'reader', 'head', 'administrator'] as const
type Persona = (typeof personas)[number]
/** Status by persona; whoever is not named gets 403, and the foreign author 404 where a report is meant. */
type Row = {
  readonly allowed: readonly Persona[]
  readonly refused?: Partial<Record<Persona, number>>
  /** The state that the section must be in for the step to be possible. */
  readonly section?: 'open' | 'submitted' | 'accepted' | 'awaiting_signoff'
  readonly query?: string
  /** Having read one's own messages is nobody else's business, a preview is only a look: the audit keeps nothing. */
  readonly noTrace?: true
  readonly body?: (at: Readonly<Record<string, string>>) => unknown
}

const everybody = personas
const keepers = ['coordinator', 'administrator'] as const
const readers = ['coordinator', 'author', 'reviewer', 'reader', 'head', 'administrator'] as const
const onReport = { foreign: 404 } as const
/** A draft is there for its author, the author of the table, and for the coordinator. */
const onDraft = { foreign: 404, reviewer: 404, reader: 404, head: 404, administrator: 404 } as const
let nth = 0
/** The report that templates are made of. */
let templateReport = ''
const fresh = (prefix: string) => `${prefix}${(nth += 1)}`

/** Where nobody listens. */
const newChannel = () => ({
  kind: 'webhook' as const,
  name: fresh('渠道'),
  departmentId: null,
  url: 'http://127.0.0.1:9/',
  keyword: '',
  mentionAll: false,
  language: 'zh' as const,
  events: [],
  active: true,
})

const houseWords = () => ({
  kind: 'term' as const,
  wording: fresh('误写'),
  instead: '规范写法',
  rank: null,
  note: '',
})

const finding = (section: string) => ({
  section,
  rule: 'stale-year' as const,
  quote: '2019年',
  before: '自',
  after: '以来',
  reason: '指的就是那一年',
})

/** 查阅 reads the text alone. */
const talkers = ['coordinator', 'author', 'reviewer'] as const
const wholeSection = { anchor: null, quote: '', before: '', after: '' }
const saying = { text: '请补充数字', mentions: [], proposal: null }
const newMark = {
  ...wholeSection,
  text: '这一段再充实些',
  leader: '严书敏',
  post: '副镇长',
  medium: 'paper' as const,
  on: '2026-11-20',
  attachmentId: null,
}

type SignedInRoute = {
  [Name in RouteName]: Api[Name]['access'] extends 'signed-in' ? Name : never
}[RouteName]

const table: Record<SignedInRoute, Row> = {
  renewMyLink: { allowed: everybody },
  changeMyPassword: {
    allowed: everybody,
    body: () => ({ username: fresh('user'), password: 'long-enough', current: 'long-enough' }),
  },
  getMyMail: { allowed: everybody },
  changeMyMail: { allowed: everybody, body: () => ({ wanted: false }) },
  listAccess: { allowed: keepers },
  endSession: { allowed: keepers },
  endOtherSessions: { allowed: keepers },
  createMyToken: { allowed: everybody, body: () => ({ name: '统计程序', days: 30 }) },
  revokeToken: { allowed: keepers },
  makeResetLink: { allowed: keepers },
  unlockPerson: { allowed: keepers },
  changeOrganisation: { allowed: ['administrator'], body: () => ({ departmentLabel: '站所' }) },
  listDepartments: { allowed: everybody },
  createDepartment: { allowed: keepers, body: () => ({ name: fresh('科室') }) },
  changeDepartment: { allowed: keepers, body: () => ({ name: fresh('改名') }) },
  listHoldings: { allowed: keepers },
  transferSections: { allowed: ['coordinator'], body: at => ({ toId: at.toId }) },
  mergeDepartments: { allowed: keepers, body: at => ({ toId: at.toId }) },
  mergePersons: { allowed: keepers, body: at => ({ toId: at.toId }) },
  listPeople: { allowed: keepers },
  createPerson: {
    allowed: keepers,
    body: () => ({
      name: '新人',
      username: fresh('new'),
      password: 'long-enough',
      role: 'author',
      departmentIds: [],
    }),
  },
  changePerson: { allowed: keepers, body: () => ({ name: fresh('改名') }) },
  renewPersonLink: { allowed: keepers },
  listInvitations: { allowed: keepers },
  createInvitation: { allowed: keepers, body: () => ({ departmentId: null, role: 'author' }) },
  revokeInvitation: { allowed: keepers },
  listChannels: { allowed: ['administrator'] },
  createChannel: { allowed: ['administrator'], body: newChannel },
  changeChannel: { allowed: ['administrator'], body: () => ({ name: fresh('改名') }) },
  deleteChannel: { allowed: ['administrator'] },
  testChannel: { allowed: ['administrator'] },
  retryDelivery: { allowed: ['administrator'] },
  listAudit: { allowed: keepers },
  listReports: { allowed: everybody },
  createReport: {
    allowed: ['coordinator'],
    body: () => ({ title: '新总结', period: '', sections: [draft('一节')] }),
  },
  loadSample: { allowed: ['administrator'] },
  getReport: { allowed: readers, refused: onReport },
  changeReport: { allowed: ['coordinator'], refused: onReport, body: () => ({ title: '改了标题' }) },
  deleteReport: { allowed: ['coordinator'], refused: onReport },
  restoreReport: {
    allowed: ['coordinator'],
    refused: { author: 404, foreign: 404, reviewer: 404, reader: 404, head: 404, administrator: 404 },
  },
  moveStage: { allowed: ['coordinator'], refused: onReport, body: () => ({ stage: 'compiling' }) },
  addSection: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ parentId: null, afterId: null, heading: '新节' }),
  },
  changeSection: { allowed: ['coordinator'], refused: onReport, body: () => ({ heading: '改了' }) },
  moveSection: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ parentId: null, afterId: null }),
  },
  changeSections: {
    allowed: ['coordinator'],
    refused: onReport,
    body: at => ({ sectionIds: [at.sectionId], change: { dueAt: '2026-12-01T10:00:00Z' } }),
  },
  listActivity: { allowed: readers, refused: onReport },
  remind: {
    allowed: ['coordinator'],
    refused: onReport,
    body: at => ({ departmentId: at.co }),
  },
  listReminders: { allowed: readers, refused: onReport },
  previewReminders: {
    allowed: ['coordinator'],
    refused: onReport,
    noTrace: true,
    body: at => ({ sectionIds: [at.sectionId] }),
  },
  sendReminders: {
    allowed: ['coordinator'],
    refused: onReport,
    body: at => ({ sectionIds: [at.sectionId], actId: fresh('act') }),
  },
  listInbox: { allowed: everybody },
  markInboxRead: { allowed: everybody, noTrace: true, body: () => ({}) },
  listMyWork: { allowed: everybody },
  deleteSection: { allowed: ['coordinator'], refused: onReport },
  restoreSection: { allowed: ['coordinator'], refused: onReport },
  submitSection: { allowed: ['coordinator', 'author'], refused: onReport, body: () => ({}) },
  getHandIn: { allowed: readers, refused: onReport },
  writeSection: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({ text: '另写一段。', base: 1 }),
  },
  putText: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({
      text: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: '放进一段。' }] }],
      },
      base: 1,
      mode: 'append',
    }),
  },
  enterSection: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ enteredFor: '罗麦生', written: { text: '代录的一段。', base: 1 } }),
  },
  tickSection: {
    allowed: ['author'],
    refused: onReport,
    body: at => ({ departmentId: at.co, done: true }),
  },
  recallSection: { allowed: ['author'], refused: onReport, section: 'submitted' },
  lookAtSection: { allowed: ['coordinator'], refused: onReport, section: 'submitted' },
  createSignatureLink: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    section: 'awaiting_signoff',
    body: () => ({ signer: '闻人敬' }),
  },
  recordSignature: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    section: 'awaiting_signoff',
    body: () => ({ signer: '闻人敬', medium: 'paper' }),
  },
  listMySignatures: { allowed: everybody },
  listMySignedChanges: { allowed: everybody },
  // The head by the office.
  listSignedChanges: { allowed: ['coordinator', 'author', 'head'], refused: onReport },
  getSignature: { allowed: ['head'], refused: onReport, section: 'awaiting_signoff' },
  signSection: {
    allowed: ['head'],
    refused: onReport,
    section: 'awaiting_signoff',
    body: () => ({ round: 1, verdict: 'sign' }),
  },
  reopenSection: {
    allowed: ['coordinator'],
    refused: onReport,
    section: 'accepted',
    body: () => ({ reason: '领导要求补充' }),
  },
  returnSection: {
    allowed: ['coordinator'],
    refused: onReport,
    section: 'submitted',
    body: () => ({ reason: '数字没有核对' }),
  },
  acceptSections: {
    allowed: ['coordinator'],
    refused: onReport,
    section: 'submitted',
    body: at => ({ sectionIds: [at.sectionId] }),
  },
  listSubmissions: { allowed: ['coordinator', 'author'], refused: onReport },
  getDesk: { allowed: ['coordinator'], refused: onReport },
  getDeskTexts: { allowed: readers, refused: onReport },
  getAuthorship: { allowed: readers, refused: onReport },
  getFates: { allowed: ['coordinator', 'author'], refused: onReport },
  listMaterial: { allowed: ['coordinator', 'author'], refused: onReport },
  askForMaterial: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ departmentIds: [] }),
  },
  withdrawMaterial: { allowed: ['coordinator', 'author'], refused: onReport },
  listMyMaterial: { allowed: everybody },
  takePiece: {
    allowed: ['coordinator'],
    refused: onReport,
    section: 'submitted',
    body: at => ({
      from: { submissionId: at.submissionId, piece: { kind: 'blocks', from: 0, until: 1 } },
      to: { sectionId: at.otherId, base: 1, place: { kind: 'between', before: 0 } },
    }),
  },
  movePiece: {
    allowed: ['coordinator'],
    refused: onReport,
    body: at => ({
      from: { sectionId: at.sectionId, base: 1, piece: { kind: 'blocks', from: 0, until: 1 } },
      to: { sectionId: at.otherId, base: 1, place: { kind: 'between', before: 0 } },
    }),
  },
  undoDeskAct: { allowed: ['coordinator'], refused: onReport },
  listConsultations: { allowed: readers, refused: onReport },
  startConsultation: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({
      title: '征求意见稿',
      note: '',
      dueAt: '2026-12-03T10:00:00Z',
      recipients: [{ name: '县水务局' }],
      advance: true,
    }),
  },
  addRecipients: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ recipients: [{ name: '县水务局' }] }),
  },
  closeConsultation: { allowed: ['coordinator'], refused: onReport, body: () => ({ closed: true }) },
  getConsultedText: { allowed: ['coordinator', 'author'], refused: onDraft },
  renewOpinionLink: { allowed: ['coordinator'], refused: onReport },
  answerConsultation: {
    allowed: ['coordinator', 'author'],
    refused: onDraft,
    body: () => ({ answer: 'none' }),
  },
  decideOpinion: { allowed: ['coordinator'], refused: onReport, body: () => ({ outcome: 'adopted' }) },
  listMyConsultations: { allowed: everybody },
  adoptImages: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: at => ({ imageIds: [at.imageId], fromReportId: at.reportId }),
  },
  listPublications: { allowed: readers, refused: onReport },
  createPublicLink: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ password: null, days: 30 }),
  },
  revokePublicLink: { allowed: ['coordinator'], refused: onReport },
  listThreads: { allowed: talkers, refused: onReport },
  listMentionable: { allowed: talkers, refused: onReport },
  beginThread: { allowed: talkers, refused: onReport, body: () => ({ ...wholeSection, ...saying }) },
  replyToThread: { allowed: talkers, refused: onReport, body: () => saying },
  settleThread: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({ resolved: true }),
  },
  changeComment: { allowed: ['author'], refused: onReport, body: () => ({ text: '改口', mentions: [] }) },
  deleteComment: { allowed: ['coordinator', 'author'], refused: onReport },
  restoreComment: {
    allowed: ['coordinator', 'author'],
    refused: { foreign: 404, reviewer: 404 },
  },
  decideProposal: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({ verdict: 'decline' }),
  },
  recordMark: { allowed: ['coordinator', 'author'], refused: onReport, body: () => newMark },
  settleMark: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({ done: true, note: '已补充' }),
  },
  countFindings: { allowed: readers, refused: onReport },
  listHouse: { allowed: everybody },
  addHouseEntry: { allowed: keepers, body: houseWords },
  changeHouseEntry: { allowed: keepers, body: houseWords },
  deleteHouseEntries: { allowed: keepers, body: at => ({ ids: [at.entryId] }) },
  restoreHouseEntries: { allowed: keepers, body: at => ({ ids: [at.entryId] }) },
  importHouse: { allowed: keepers, body: () => ({ entries: [houseWords()] }) },
  listIgnored: { allowed: readers, refused: onReport },
  ignoreFinding: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: at => finding(at.sectionId ?? ''),
  },
  heedFinding: { allowed: ['coordinator', 'author'], refused: onReport },
  getEarlier: { allowed: readers, refused: onReport },
  listFigures: { allowed: readers, refused: onReport },
  putFigures: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: at => ({ figures: [{ name: fresh('指标'), departmentId: at.departmentId }] }),
  },
  changeFigure: {
    allowed: ['coordinator', 'author'],
    refused: onReport,
    body: () => ({ value: String((nth += 1)) }),
  },
  deleteFigure: { allowed: ['coordinator'], refused: onReport },
  restoreFigure: { allowed: ['coordinator'], refused: onReport },
  listFigureChanges: { allowed: readers, refused: onReport },
  listMyFigures: { allowed: everybody },
  listVersions: { allowed: readers, refused: onReport },
  saveVersion: { allowed: ['coordinator', 'author'], refused: onReport, body: () => ({ name: '初稿' }) },
  readVersion: { allowed: readers, refused: onReport },
  renameVersion: { allowed: ['coordinator'], refused: onReport, body: () => ({ name: '改名' }) },
  listMoments: { allowed: readers, refused: onReport },
  readMoment: { allowed: readers, refused: onReport, query: '?at=2026-11-23T01:00:00.000Z' },
  restoreVersion: { allowed: ['coordinator'], refused: onReport, body: () => ({}) },
  deleteVersion: { allowed: ['coordinator'], refused: onReport },
  listSetAside: { allowed: readers, refused: onReport },
  readSetAside: { allowed: ['coordinator', 'author'], refused: onDraft },
  markSetAside: { allowed: ['coordinator', 'author'], refused: onDraft, body: () => ({ taken: true }) },
  discardSetAside: { allowed: ['coordinator', 'author'], refused: onDraft },
  beginFromReport: {
    allowed: ['coordinator'],
    refused: onReport,
    body: () => ({ title: '新总结', period: '2027年度', deadline: null }),
  },
  getCarried: { allowed: readers, refused: onReport },
  listComparable: { allowed: readers, refused: onReport },
  compare: { allowed: readers, refused: onReport, query: '?left=now&right=now' },
  search: { allowed: everybody, query: '?q=%E6%AD%A3%E6%96%87' },
  listTemplates: { allowed: ['coordinator'] },
  createTemplate: {
    allowed: ['coordinator'],
    body: () => ({ reportId: templateReport, name: fresh('模板'), departments: true }),
  },
  getTemplate: { allowed: ['coordinator'] },
  changeTemplate: { allowed: ['coordinator'], body: () => ({ name: fresh('改名') }) },
  deleteTemplate: { allowed: ['coordinator'] },
  restoreTemplate: { allowed: ['coordinator'] },
  beginFromTemplate: {
    allowed: ['coordinator'],
    body: () => ({ title: '新总结', period: '2027年度', deadline: null }),
  },
}
const isSignedInRoute = (name: string): name is SignedInRoute => name in table
const signedInRoutes = Object.keys(table).filter(isSignedInRoute)

describe('every route', () => {
  let office: Office
  let departmentId: string
  const people = new Map<Persona, Caller & { readonly id: string }>()
  const as = (persona: Persona) => {
    const person = people.get(persona)
    if (!person) throw new Error(persona)
    return person
  }
  beforeAll(async () => {
    // A PDF takes seconds.
    office = await openOffice({ env: { CHROMIUM_PATH: 'off' } })
    departmentId = await office.department('农业办')
    const elsewhere = await office.department('规划办')
    people.set('coordinator', await office.hire({ role: 'coordinator' }))
    people.set('author', await office.hire({ departmentIds: [departmentId] }))
    people.set('foreign', await office.hire({ departmentIds: [elsewhere] }))
    people.set('reviewer', await office.hire({ role: 'reviewer' }))
    people.set('reader', await office.hire({ role: 'reader' }))
    // Heads their department, and is no more than a reader otherwise: what they may is the office's.
    people.set('head', await office.hire({ role: 'reader', departmentIds: [departmentId] }))
    const headIds = [as('head').id]
    expect((await as('coordinator').call('changeDepartment', { departmentId }, { headIds })).status).toBe(200)
    people.set('administrator', await office.hire({ role: 'reader', isAdministrator: true }))
    templateReport = (await createReport(as('coordinator'), [draft('甲')])).reportId
  })
  afterAll(() => office.close())

  /** A fresh thing for every parameter, in the state that the route needs. */
  async function params(name: SignedInRoute): Promise<Record<string, string>> {
    const coordinator = as('coordinator')
    const { path } = api[name]
    if (path.includes(':departmentId'))
      return {
        departmentId: await office.department(fresh('部门')),
        toId: await office.department(fresh('部门')),
      }
    if (path.includes(':personId')) {
      const person = await office.hire({})
      const { body } = await person.call('createMyToken', {}, { name: '程序', days: 1 })
      const access = await person.call('listAccess', { personId: person.id })
      return {
        personId: person.id,
        tokenId: body.token.id,
        sessionId: access.body.sessions[0]?.id ?? '',
        toId: (await office.hire({})).id,
      }
    }
    if (path.includes(':invitationId')) {
      const { body } = await coordinator.call('createInvitation', {}, { departmentId, role: 'author' })
      return { invitationId: body.invitation.id }
    }
    if (path.includes(':entryId') || name === 'deleteHouseEntries') return { entryId: await houseEntry() }
    if (name === 'restoreHouseEntries') {
      const entryId = await houseEntry()
      await coordinator.call('deleteHouseEntries', {}, { ids: [entryId] })
      return { entryId }
    }
    if (path.includes(':channelId')) return { channelId: await channel() }
    if (path.includes(':deliveryId')) return { deliveryId: await failedDelivery() }
    if (path.includes(':templateId')) return { templateId: await template(name === 'restoreTemplate') }
    if (!path.includes(':reportId')) return {}
    // A tick is the co-department's to give; everything else is the lead's.
    const held = name === 'tickSection' ? { coIds: [departmentId] } : { leadId: departmentId }
    const sections = [draft('甲', 1, held), draft('乙')]
    const { reportId, id } = await createReport(coordinator, sections)
    const sectionId = id('甲')
    const at = { reportId, sectionId }
    const { section = 'open' } = table[name]
    if (section === 'awaiting_signoff') await coordinator.call('changeReport', at, { signoff: 'head' })
    if (section !== 'open') await coordinator.call('submitSection', at, {})
    if (section === 'accepted') await coordinator.call('acceptSections', at, { sectionIds: [sectionId] })
    if (name === 'getCarried') {
      const body = { title: '下一年', period: '2027年', deadline: null }
      const { body: next } = await coordinator.call('beginFromReport', { reportId }, body)
      return { reportId: next.id, sectionId: next.sections[0]?.id ?? '' }
    }
    if (/:(consultation|recipient|opinion)Id/.test(path))
      return { reportId, ...(await round(name, reportId)) }
    if (name === 'createPublicLink' || name === 'revokePublicLink') {
      const { publicationId, linkId } = await publish(coordinator, reportId)
      return { reportId, publicationId, linkId }
    }
    if (name === 'restoreReport') await coordinator.call('deleteReport', { reportId })
    if (name === 'restoreSection') await coordinator.call('deleteSection', { reportId, sectionId: id('乙') })
    if (name === 'adoptImages') return { reportId, sectionId, imageId: await anImage(reportId, sectionId) }
    if (path.includes(':ignoredId')) {
      const { body } = await coordinator.call('ignoreFinding', { reportId }, finding(sectionId))
      return { reportId, ignoredId: body.id }
    }
    if (path.includes(':materialId')) {
      const given = { reportId, bytes: '本年工作。', department: departmentId }
      return { reportId, materialId: (await bringMaterial(office.url, as('author'), given)).id }
    }
    if (name === 'putFigures') return { reportId, departmentId }
    if (path.includes(':figureId')) {
      const figures = [{ name: fresh('指标'), departmentId }]
      const { body } = await coordinator.call('putFigures', { reportId }, { figures })
      const [figureId = ''] = body.ids
      if (name === 'restoreFigure') await coordinator.call('deleteFigure', { reportId, figureId })
      return { reportId, figureId }
    }
    if (path.includes(':versionId')) {
      const { body } = await coordinator.call('saveVersion', { reportId }, { name: '初稿' })
      return { reportId, versionId: body.id }
    }
    if (/:(thread|comment)Id/.test(path)) return { reportId, ...(await thread(name, at)) }
    if (path.includes(':actId') || name === 'takePiece' || name === 'movePiece')
      return {
        reportId,
        sectionId,
        otherId: id('乙'),
        ...(await atDesk(name, reportId, sectionId, id('乙'))),
      }
    if (path.includes(':draftId'))
      return { reportId, draftId: await setAside(office.program, as('author').id, { reportId, sectionId }) }
    return { reportId, sectionId: name === 'restoreSection' ? id('乙') : sectionId, co: departmentId }
  }

  async function houseEntry(): Promise<string> {
    return (await as('coordinator').call('addHouseEntry', {}, houseWords())).body.id
  }

  /** The author is asked, and has answered; somebody without an account is asked too. */
  async function round(name: SignedInRoute, reportId: string): Promise<Record<string, string>> {
    const recipients = [{ personId: as('author').id }, { name: '县水务局' }]
    const { body } = await startRound(as('coordinator'), reportId, recipients)
    const [asked] = body.consultations.rounds
    const [author, guest] = asked?.recipients ?? []
    const at = { reportId, recipientId: author?.id ?? '' }
    const said = { sectionId: null, quote: '', text: '补充数字' }
    const answered = await as('author').call('answerConsultation', at, {
      answer: 'opinions',
      opinions: [said],
    })
    const opinionId = answered.body.rounds[0]?.recipients[0]?.opinions[0]?.id ?? ''
    const recipientId = (name === 'renewOpinionLink' ? guest?.id : author?.id) ?? ''
    return { consultationId: asked?.id ?? '', recipientId, opinionId }
  }

  /** Begun by the author of the table, with a proposal. */
  async function thread(name: SignedInRoute, at: { reportId: string; sectionId: string }) {
    const { reportId } = at
    const author = as('author')
    if (name === 'settleMark') return (await as('coordinator').call('recordMark', at, newMark)).body
    const stored = await readDoc(office.program.db, at.sectionId)
    if (!stored.ok) throw new Error(stored.code)
    const place = anchorAt(readLine(stored.value.doc), { from: 0, to: 2 })
    const { body } = await author.call('beginThread', at, { ...place, ...saying, proposal: '乙' })
    if (name === 'restoreComment') await author.call('deleteComment', { reportId, commentId: body.commentId })
    return body
  }

  async function atDesk(name: SignedInRoute, reportId: string, sectionId: string, otherId: string) {
    const coordinator = as('coordinator')
    if (name === 'takePiece') {
      const { body } = await coordinator.call('listSubmissions', { reportId, sectionId })
      return { submissionId: body[0]?.id ?? '' }
    }
    if (name !== 'undoDeskAct') return {}
    const move = {
      from: { sectionId, base: 1, piece: { kind: 'blocks' as const, from: 0, until: 1 } },
      to: { sectionId: otherId, base: 1, place: { kind: 'between' as const, before: 0 } },
    }
    return { actId: (await coordinator.call('movePiece', { reportId }, move)).body.act.id }
  }

  async function channel(): Promise<string> {
    const { body } = await as('administrator').call('createChannel', {}, newChannel())
    return body.channel.id
  }

  async function failedDelivery(): Promise<string> {
    const channelId = await channel()
    const letter = { title: '催报', text: '', path: null, facts: {}, language: 'zh', personId: null } as const
    return office.program.db.transaction().execute(async tx => {
      const id = await putIn(tx, office.program, { ...letter, channelId, event: 'reminder' })
      await tx.updateTable('outbox').set({ state: 'failed' }).where('id', '=', id).execute()
      return id
    })
  }

  async function anImage(reportId: string, sectionId: string): Promise<string> {
    const background = '#c00'
    const bytes = await sharp({ create: { width: 2, height: 2, channels: 3, background } })
      .png()
      .toBuffer()
    const path = `${office.url}/api/v1/reports/${reportId}/sections/${sectionId}/images`
    const { headers } = as('coordinator')
    const answer = await fetch(path, { method: 'POST', headers: { ...headers }, body: new Uint8Array(bytes) })
    const { imageId }: { imageId: string } = await answer.json()
    return imageId
  }

  async function template(deleted: boolean): Promise<string> {
    const coordinator = as('coordinator')
    const body = { reportId: templateReport, name: fresh('模板'), departments: false }
    const templateId = (await coordinator.call('createTemplate', {}, body)).body.id
    if (deleted) await coordinator.call('deleteTemplate', { templateId })
    return templateId
  }

  const send = async (who: Caller | undefined, name: SignedInRoute, at: Record<string, string>) => {
    const { method, path } = api[name]
    const body = table[name].body?.(at)
    const filled = path.replace(/:(\w+)/g, (_, key: string) => at[key] ?? '')
    return fetch(`${office.url}/api/v1${filled}${table[name].query ?? ''}`, {
      method,
      headers: { ...who?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  test.each(signedInRoutes)('A30 %s is for whom it is for, and leaves its trace', async name => {
    const at = await params(name)
    const before = await office.auditRows()
    expect((await send(undefined, name, at)).status, 'a stranger').toBe(401)
    const { allowed, refused = {} } = table[name]
    // Who is refused first: a success may change the state that the others meet.
    for (const persona of personas.filter(one => !allowed.includes(one))) {
      const response = await send(as(persona), name, at)
      expect([persona, response.status]).toEqual([persona, refused[persona] ?? 403])
    }
    expect(await office.auditRows(), 'rows after refusals').toBe(before)
    for (const persona of allowed) {
      const place = await params(name)
      const rows = await office.auditRows()
      const response = await send(as(persona), name, place)
      expect([persona, response.status]).toEqual([persona, 200])
      const answer: unknown = await response.json()
      // Nothing leaves that the contract does not name.
      expect(api[name].response.parse(answer)).toEqual(answer)
      const left = (await office.auditRows()) - rows
      if (api[name].method === 'GET' || table[name].noTrace) expect(left, 'rows of a look').toBe(0)
      else expect(left, 'rows of a change').toBeGreaterThan(0)
    }
  })

  test('A31 foreign and missing look the same, word for word', async () => {
    const { reportId, id } = await createReport(as('coordinator'), [draft('甲', 1, { leadId: departmentId })])
    const ofAuthor = { reportId, sectionId: id('甲') }
    const draftId = await setAside(office.program, as('author').id, ofAuthor)
    const asked = await round('answerConsultation', reportId)
    for (const name of signedInRoutes.filter(one => api[one].path.includes(':reportId'))) {
      const at = { sectionId: id('甲'), draftId, ...asked }
      const foreign = await send(as('foreign'), name, { ...at, reportId })
      const missing = await send(as('foreign'), name, { ...at, reportId: 'nosuchreport1234' })
      expect([name, foreign.status, await foreign.text()]).toEqual([
        name,
        missing.status,
        await missing.text(),
      ])
    }
    const { body } = await as('foreign').call('listReports', {})
    expect(body.map(report => report.id)).not.toContain(reportId)
  })

  test('A32 a section is reached through its own report only', async () => {
    const one = await createReport(as('coordinator'), [draft('甲')])
    const two = await createReport(as('coordinator'), [draft('乙')])
    const at = { reportId: one.reportId, sectionId: two.id('乙') }
    const coordinator = as('coordinator')
    expect((await coordinator.call('deleteSection', at)).status).toBe(404)
    expect((await coordinator.call('changeSection', at, { heading: '改' })).status).toBe(404)
    expect((await coordinator.call('submitSection', at, {})).status).toBe(404)
    expect((await coordinator.call('listSubmissions', at)).status).toBe(404)
    const into = { parentId: two.id('乙'), afterId: null }
    const move = { reportId: one.reportId, sectionId: one.id('甲') }
    expect((await coordinator.call('moveSection', move, into)).status).toBe(404)
  })

  test('A35 a part of another report is as missing to everybody as one that never was', async () => {
    const parts = [
      'sectionId',
      'draftId',
      'consultationId',
      'recipientId',
      'opinionId',
      'figureId',
      'actId',
      'materialId',
    ]
    for (const name of signedInRoutes) {
      const part = parts.find(
        one => api[name].path.includes(`:reportId`) && api[name].path.includes(`:${one}`),
      )
      if (part === undefined) continue
      const [own, other] = [await params(name), await params(name)]
      for (const persona of personas) {
        const foreign = await send(as(persona), name, { ...own, [part]: other[part] ?? '' })
        const missing = await send(as(persona), name, { ...own, [part]: 'nosuchpart123456' })
        const seen = [name, persona, foreign.status, await foreign.text()]
        expect(seen).toEqual([name, persona, missing.status, await missing.text()])
        expect([name, persona, foreign.status === 404 || foreign.status === 403]).toEqual([
          name,
          persona,
          true,
        ])
      }
    }
  })

  test('A33 a stranger’s body is not even parsed', async () => {
    const response = await fetch(`${office.url}/api/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"title": broken',
    })
    expect(response.status).toBe(401)
  })

  test('A34 what cannot be read is the sender’s mistake, never the server’s', async () => {
    const headers = { ...as('coordinator').headers, 'content-type': 'application/json' }
    const post = (body: string) =>
      fetch(`${office.url}/api/v1/reports`, { method: 'POST', headers, body }).then(({ status }) => status)
    expect(await post('{"title": broken')).toBe(400)
    expect(await post('[]')).toBe(400)
    expect(await post(JSON.stringify({ title: '', period: '', sections: [] }))).toBe(400)
    expect(await post(JSON.stringify({ title: '长'.repeat(9_000_000), period: '', sections: [] }))).toBe(413)
    const bad = { type: 'doc', content: [{ type: 'script', content: [] }] }
    const sections = [{ ...draft('甲'), text: bad }]
    expect(await post(JSON.stringify({ title: '题', period: '', sections }))).toBe(422)
    const stranger = [draft('甲', 1, { leadId: 'nosuchdepartment' })]
    expect(await post(JSON.stringify({ title: '题', period: '', sections: stranger }))).toBe(400)
  })
})
