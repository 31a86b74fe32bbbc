/**
 * The words of a report and its two machines: the report's stage and a section's status.
 *
 * 1. Every state and every step stands in one table here; servers, pages and exports read it.
 * 2. A step that the table does not name is refused as a value, never thrown.
 * Who may take a step is not decided here but in permissions.ts.
 */

/** 阶段: the report's life, in order. */
export const stages = [
  'drafting', // 撰写
  'compiling', // 统稿
  'consulting', // 征求意见
  'review', // 送审
  'final', // 定稿
  'archived', // 归档
] as const
export type Stage = (typeof stages)[number]

/** 状态: one section's way from empty to taken in. */
export const statuses = [
  'not_started', // 未开始
  'drafting', // 撰写
  'awaiting_signoff', // 待签审: submitted by its department, not yet signed
  'submitted', // 已报送
  'returned', // 退回修改
  'accepted', // 已收稿
] as const
export type Status = (typeof statuses)[number]

/**
 * What a person may do to a section's status. `write` is the first edit that the server accepts. `submit` ends
 * in `submitted`, or in `awaiting_signoff` where the report asks for signatures: `request`. `sign` is the last
 * signature; a signer who refuses returns the section.
 */
const statusSteps = {
  write: { not_started: 'drafting' },
  submit: { not_started: 'submitted', drafting: 'submitted', returned: 'submitted' },
  request: { not_started: 'awaiting_signoff', drafting: 'awaiting_signoff', returned: 'awaiting_signoff' },
  sign: { awaiting_signoff: 'submitted' },
  recall: { awaiting_signoff: 'drafting', submitted: 'drafting' },
  return: { awaiting_signoff: 'returned', submitted: 'returned' },
  accept: { submitted: 'accepted' },
  reopen: { accepted: 'returned' },
} as const satisfies Record<string, Partial<Record<Status, Status>>>
export type StatusStep = keyof typeof statusSteps

/** The status after a step, or undefined where the machine has no such step. */
export function statusAfter(status: Status, step: StatusStep): Status | undefined {
  const table: Partial<Record<Status, Status>> = statusSteps[step]
  return table[status]
}

/** In these the authors of a section's departments write. */
export function isOpenForAuthors(status: Status): boolean {
  return status === 'not_started' || status === 'drafting' || status === 'returned'
}

/** 签审: whose signatures a report asks for before a section counts as submitted, in their order. */
export const signerRoles = [
  'head', // 部门负责人
  'leader', // 分管领导
] as const
export type SignerRole = (typeof signerRoles)[number]

export const signoffs = ['none', 'head', 'head-and-leader'] as const
export type Signoff = (typeof signoffs)[number]

/** Whose signatures, in their order. */
export const signersOf = {
  none: [],
  head: ['head'],
  'head-and-leader': ['head', 'leader'],
} as const satisfies Record<Signoff, readonly SignerRole[]>

/** Whose signature comes next, or undefined when all are there. */
export function nextSigner(signoff: Signoff, signed: readonly SignerRole[]): SignerRole | undefined {
  return signersOf[signoff].find(role => !signed.includes(role))
}

/** How a signature reached us: given by the signer, by a link or with an account, or recorded for the signer (代签) as given on… */
export const signatureMedia = ['link', 'account', 'paper', 'phone', 'message', 'in-person'] as const
export type SignatureMedium = (typeof signatureMedia)[number]

/** The way a 来稿 came in. */
export const submissionChannels = [
  'editor',
  'page', // handed in on the plain page
  'upload', // there, as a file
  'entered', // 代录: entered by the coordinator for somebody
] as const
export type SubmissionChannel = (typeof submissionChannels)[number]

/** Where each 协办 stands before the 主办 may submit: said 已写完 itself, or was passed over with a reason. */
export type Tick = { readonly departmentId: string; readonly kind: 'done' | 'passed' }

/** A section of which nothing has been said or submitted yet. */
export const noProgress = {
  submittedAt: null,
  nil: false,
  looked: false,
  ticks: [],
  signatures: [],
  notes: [],
}

/** The 协办 that have neither said 已写完 nor been passed over. */
export function unfinished(coIds: readonly string[], ticks: readonly Tick[]): string[] {
  return coIds.filter(id => !ticks.some(({ departmentId }) => departmentId === id))
}

/** From 定稿 on nobody writes. */
export function isClosed(stage: Stage): boolean {
  return stage === 'final' || stage === 'archived'
}

/** Forward is any later stage; backward needs a reason. Same stage: no step. */
export function stageStep(from: Stage, to: Stage): 'forward' | 'backward' | undefined {
  const distance = stages.indexOf(to) - stages.indexOf(from)
  return distance === 0 ? undefined : distance > 0 ? 'forward' : 'backward'
}

/** What kind of part a section is; checks and templates read it. */
export const sectionRoles = [
  'preamble', // 导语
  'work', // 工作情况
  'results', // 成效
  'problems', // 存在问题
  'plan', // 下一步打算
  'requests', // 请示事项
  'closing', // 结语
  'attachment', // 附件: of level 1, behind the text, each on a page of its own
] as const
export type SectionRole = (typeof sectionRoles)[number]

/** 字数 limit of a section: 不超过 (ceiling) or 不少于 (floor), counted as wordCount() counts. */
export type LengthLimit = { readonly floor: number | null; readonly ceiling: number | null }

/** 文种: a 总结 mostly stays in the house; a 报告 goes upward, carries 签发人 and asks for nothing. */
export const reportKinds = ['summary', 'report'] as const
type ReportKind = (typeof reportKinds)[number]

/** 紧急程度; 密级 is not offered: the program is for what is not secret. */
export const urgencies = ['none', 'urgent', 'very-urgent'] as const // 无, 加急, 特急
export type Urgency = (typeof urgencies)[number]

/** How 署名 is made good: by nothing, by the body's seal (印章), or by its leader's name stamp (签名章). */
export const seals = ['none', 'seal', 'stamp'] as const
type Seal = (typeof seals)[number]

/** 版头: what stands above the red rule. */
export type Letterhead = {
  /** 份号: six digits, or empty. */
  readonly copyNumber: string
  readonly urgency: Urgency
  /** 发文机关标志 */
  readonly issuer: string
  /** 发文字号 */
  readonly documentNumber: string
  /** 签发人, of a 报告. */
  readonly signers: readonly string[]
}

/** 版记: what stands at the foot of the last page. */
export type Imprint = {
  /** 抄送 */
  readonly copies: string
  /** 印发机关 */
  readonly printer: string
  /** 印发日期 */
  readonly printedOn: string | null
}

/** 前置与后置部分: everything of the sheet that is not a section. Dates are ISO yyyy-mm-dd. */
export type Matter = {
  readonly kind: ReportKind
  /** Null: the text begins with its title. */
  readonly letterhead: Letterhead | null
  /** Where its author ends the title's lines; passed over once they are not the title any more. */
  readonly titleLines: readonly string[]
  /** A page of contents before the text. */
  readonly contents: boolean
  /** 主送机关; empty when the summary stays in the house. */
  readonly addressee: string
  /** 署名; where a 签名章 stands beside it, the post of whose it is. */
  readonly signature: string
  /** 成文日期: the day of signing; asked for, never today by default. */
  readonly date: string | null
  /** Where 署名 and date stand: at the end, or under the title in 楷体. */
  readonly signaturePlace: 'end' | 'title'
  readonly seal: Seal
  /** 附注, without its brackets. */
  readonly note: string
  readonly imprint: Imprint | null
}

export const emptyLetterhead: Letterhead = {
  copyNumber: '',
  urgency: 'none',
  issuer: '',
  documentNumber: '',
  signers: [],
}

export const emptyMatter: Matter = {
  kind: 'summary',
  letterhead: null,
  titleLines: [],
  contents: false,
  addressee: '',
  signature: '',
  date: null,
  signaturePlace: 'end',
  seal: 'none',
  note: '',
  imprint: null,
}

/** One node of the outline as everybody sees it. Times are ISO 8601 in UTC. */
export type OutlineSection = {
  readonly id: string
  readonly parentId: string | null
  /** 1…3, from the place in the tree. */
  readonly level: number
  /** The number as printed, from the place in the tree: 一、 （一） 1. — empty for an unnumbered section. */
  readonly number: string
  readonly heading: string
  /** False for a preamble or closing: the section has text and no number. */
  readonly numbered: boolean
  readonly role: SectionRole | null
  readonly status: Status
  /** 主办 as set on this section; null inherits. */
  readonly leadId: string | null
  /** 协办 as set on this section. */
  readonly coIds: readonly string[]
  /** The departments that really hold it, inheritance resolved. */
  readonly effectiveLeadId: string | null
  readonly effectiveCoIds: readonly string[]
  readonly dueAt: string | null
  readonly floor: number | null
  readonly ceiling: number | null
  readonly guidance: string
  /** Why it came back, while it is returned. */
  readonly returnReason: string | null
  /** Rounds of submission so far. */
  readonly rounds: number
  /** Rises with every change of who may write; see the log. */
  readonly grants: number
  /** Rises with every reset; names local copies. */
  readonly generation: number
}
