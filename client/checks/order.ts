/** What the page and the checking worker tell each other. */
import type { ReportToAssemble } from '../../shared/assemble/assemble.ts'
import type { EarlierText, RegisteredFigure } from '../../shared/checks/checked-text.ts'
import type { MarkedFinding } from '../../shared/checks/ignored.ts'
import type { HouseList } from '../../shared/checks/setting.ts'
import type { Text } from '../../shared/schema/text.ts'

export type CheckOrder = {
  readonly report: ReportToAssemble & { readonly period: string }
  readonly house: HouseList
  /** Undefined: as in the order before. */
  readonly figures?: readonly RegisteredFigure[] | undefined
  readonly earlier?: EarlierText | null | undefined
  /** Only the texts that changed since the last order; the worker keeps the others. */
  readonly texts: ReadonlyMap<string, Text>
}

export type CheckAnswer = { readonly findings: readonly MarkedFinding[] }
