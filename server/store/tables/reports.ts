/** Reports and their sections: the outline, what stands beside the texts, templates. */
import type { BudgetUnit } from '../../../shared/budget.ts'
import type { RuleName } from '../../../shared/checks/finding.ts'
import type { Standing } from '../../../shared/figures/figure.ts'
import type { SectionRole, Signoff, Stage, Status, Tick } from '../../../shared/report.ts'

export type ReportTable = {
  id: string
  title: string
  period: string
  stage: Stage
  deadline: string | null
  words_ceiling: number | null
  budget_unit: BudgetUnit
  signoff: Signoff
  /** shared/report.ts Matter, JSON. */
  matter: string
  /** Rises with every change of the report's rows. */
  revision: number
  created_by: string | null
  created_at: string
  updated_at: string
  deleted_at: string | null
  carried_from_report_id: string | null
  /** Names of rules, JSON; null: all. */
  gating: string | null
}

export type SectionTable = {
  id: string
  report_id: string
  parent_id: string | null
  rank: string
  heading: string
  numbered: 0 | 1
  role: SectionRole | null
  status: Status
  lead_id: string | null
  due_at: string | null
  floor: number | null
  ceiling: number | null
  guidance: string
  return_reason: string | null
  rounds: number
  /** Sequence number of the newest row of the update log. */
  head: number
  /** Rises with every change of status, stage, owner or role that bears on this section. */
  grants: number
  generation: number
  deleted_at: string | null
  /** Sections deleted by one act share it, and come back together. */
  deletion_id: string | null
  /** The section of an earlier report whose text stands beside this one. */
  carried_from_section_id: string | null
}

/** 协办 */
export type SectionDepartmentTable = { section_id: string; department_id: string }

/** A 协办 that is done with its part of this round, or was passed over. */
export type SectionTickTable = {
  section_id: string
  department_id: string
  kind: Tick['kind']
  person_id: string
  at: string
  reason: string
}

/** A file as it was handed in; never changed. */
export type AttachmentTable = {
  id: string
  report_id: string
  section_id: string | null
  name: string
  media_type: string
  size: number
  bytes: Uint8Array
  created_by: string | null
  created_at: string
}

/** An image of a report, as server/convert/image.ts made it; never changed. */
export type ImageTable = {
  report_id: string
  id: string
  media_type: 'image/png' | 'image/jpeg'
  width: number
  height: number
  size: number
  /** SHA-256 of bytes, base64url. */
  hash: string
  bytes: Uint8Array
  created_by: string | null
  created_at: string
}

export type TemplateTable = {
  id: string
  name: string
  /** shared/api/templates.ts TemplateContent, JSON. */
  content: string
  updated_at: string
  deleted_at: string | null
}

/** A finding of the checks that somebody ignored; known again by its words. */
export type IgnoredFindingTable = {
  id: string
  report_id: string
  /** null: the report's own title. */
  section_id: string | null
  rule: RuleName
  quote: string
  before: string
  after: string
  reason: string
  person_id: string
  at: string
}

/** 指标: a value that is registered once and cited in texts. */
export type FigureTable = {
  id: string
  report_id: string
  /** Its place in the register. */
  place: number
  name: string
  unit: string
  /** Empty: the report's own period. */
  period: string
  /** A decimal as written; null: not known yet. */
  value: string | null
  /** 截至, an ISO date. */
  as_of: string | null
  standing: Standing
  source: string
  /** 口径 */
  basis: string
  department_id: string | null
  due_at: string | null
  /** Rises by one with each change. */
  version: number
  deleted_at: string | null
}

/** What a figure was and became; `before` and `after` hold the fields that changed. */
export type FigureChangeTable = {
  id: string
  figure_id: string
  version: number
  person_id: string
  at: string
  before: string
  after: string
}
