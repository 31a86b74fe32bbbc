/**
 * The templates that come with the program, as data. Outlines and guidance are our own.
 *
 * 1. They name no departments and no people: those differ from house to house.
 * 2. Their year only says where years in them move on from.
 * English names of theirs stand in the dictionaries under templates.name_<id>.
 */
import type { TemplateContent, TemplateSection } from '../api.ts'
import type { SectionRole } from '../report.ts'
import { bureauSections } from './bureau.ts'
import { campaignSections } from './campaign.ts'
import { schoolSections } from './school.ts'
import { townSections } from './town.ts'

export const builtInIds = [
  'built-in-town',
  'built-in-bureau',
  'built-in-school',
  'built-in-campaign',
] as const
export type BuiltInId = (typeof builtInIds)[number]

/** A section as these templates write it; what is left out is nobody's, unlimited and without a time. */
export type Outlined = {
  readonly level?: 1 | 2
  readonly heading: string
  readonly role: SectionRole
  readonly guidance: string
  readonly floor?: number
  readonly ceiling?: number
  /** Days before the deadline. */
  readonly daysBefore?: number
}

type BuiltIn = { readonly name: string; readonly content: TemplateContent }

const dayMinutes = 24 * 60

function section(outlined: Outlined): TemplateSection {
  const { level = 1, heading, role, guidance, floor = null, ceiling = null, daysBefore } = outlined
  return {
    heading,
    level,
    // A preamble or a closing has text and neither heading nor number.
    numbered: heading !== '',
    role,
    guidance,
    floor,
    ceiling,
    leadId: null,
    coIds: [],
    dueBefore: daysBefore === undefined ? null : daysBefore * dayMinutes,
  }
}

function content(
  title: string,
  period: string,
  wordsCeiling: number,
  sections: readonly Outlined[],
): TemplateContent {
  return {
    title,
    period,
    year: 2026,
    wordsCeiling,
    signoff: 'none',
    addressee: '',
    signature: '',
    signaturePlace: 'end',
    sections: sections.map(section),
  }
}

export const builtIns: Readonly<Record<BuiltInId, BuiltIn>> = {
  'built-in-town': {
    name: '乡镇年度工作总结及下一年打算',
    content: content('2026年工作总结和2027年工作打算', '2026年度', 8000, townSections),
  },
  'built-in-bureau': {
    name: '部门年度总结',
    content: content('2026年工作总结', '2026年度', 5500, bureauSections),
  },
  'built-in-school': {
    name: '学年工作总结',
    content: content('2026—2027学年工作总结', '2026—2027学年', 6000, schoolSections),
  },
  'built-in-campaign': {
    name: '专项行动总结',
    content: content('专项行动工作总结', '2026年', 3600, campaignSections),
  },
}

export function isBuiltIn(id: string): id is BuiltInId {
  return Object.hasOwn(builtIns, id)
}
