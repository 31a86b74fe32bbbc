/** The checks over a whole report, as whoever may read it sees them, without what was ignored; and what they say before 定稿. */
import type { FindingCount } from '../../shared/api.ts'
import { countsBySection } from '../../shared/checks/counts.ts'
import { type InTheWay, inTheWay } from '../../shared/checks/gate.ts'
import type { EarlierText } from '../../shared/checks/checked-text.ts'
import { type MarkedFinding, splitIgnored } from '../../shared/checks/ignored.ts'
import type { HouseList } from '../../shared/checks/setting.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { figureIds } from '../../shared/figures/in-text.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ReportDeps } from './deps.ts'
import { pickRegistered, readEarlierText } from './earlier.ts'
import { readFigures } from './figure-rows.ts'
import { readHouseList } from './house-list.ts'
import { readIgnored } from './ignored.ts'
import type { SectionText } from './texts.ts'
import { readWithTexts, type ReportWithTexts } from './present.ts'

export type CheckedReport = ReportWithTexts & { readonly open: readonly MarkedFinding[] }

type Against = {
  /** A list to be used instead of the house's own. */
  readonly house?: HouseList | undefined
  /** Last year's report instead of all of it: as far as whoever is told the findings may read it. */
  readonly earlier?: EarlierText | null
}

export async function checkReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { house, earlier }: Against = {},
): Promise<Outcome<CheckedReport>> {
  const read = await readWithTexts(deps, actor, reportId)
  if (!read.ok) return read
  const { report, texts } = read.value
  const plain = new Map([...texts].map(([id, { text }]) => [id, text]))
  const order = {
    report,
    texts: plain,
    house: house ?? (await readHouseList(deps.db)),
    figures: (await readFigures(deps.db, reportId)).map(pickRegistered),
    earlier: earlier === undefined ? await readEarlierText(deps, reportId) : (earlier ?? undefined),
  }
  const states = new Map(
    report.sections.map(({ id, generation }) => [id, `${generation} ${stateOf(texts.get(id))}`]),
  )
  const found = await deps.checked.of(reportId, order, states)
  if (!found.ok) return found
  const { open } = splitIgnored(found.value, await readIgnored(deps.db, reportId))
  return done({ ...read.value, open })
}

/** A text that cites figures changes with them, although nobody wrote in it. */
function stateOf(text: SectionText | undefined): string {
  if (!text) return ''
  return figureIds(text.text).length === 0 ? `${text.seq}` : `${text.seq} ${text.plain}`
}

/** Only sections that have findings; the title's are those of the section `''`. */
export async function countFindings(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<FindingCount[]>> {
  const checked = await checkReport(deps, actor, reportId)
  if (!checked.ok) return checked
  return done(
    [...countsBySection(checked.value.open)].map(([sectionId, counts]) => ({ sectionId, ...counts })),
  )
}

/**
 * What the checks find in the way of 定稿, looked at before the stage moves, in a thread of its own: a text that
 * changes at that very moment is not looked at again, as nobody can read and write it at once.
 */
export async function findingsInTheWay(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<InTheWay>> {
  const checked = await checkReport(deps, actor, reportId)
  return checked.ok ? done(inTheWay(checked.value.open, checked.value.report.gating)) : checked
}
