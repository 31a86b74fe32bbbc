/** Small reports to try things on. */
import { expect } from 'vitest'
import { readActingPerson } from '../../server/accounts/person-rows.ts'
import type { Program } from '../../server/program.ts'
import { storeSetAside } from '../../server/reports/set-aside.ts'
import type { NewRecipient, NewSection } from '../../shared/api.ts'
import { type Text, textToUpdate } from '../../shared/schema/text.ts'
import { type Caller, secretOf, value } from './office.ts'

export const words = (text: string): Text => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

export function draft(heading: string, level = 1, rest: Partial<NewSection> = {}): NewSection {
  return { heading, level, numbered: true, role: null, text: words(`${heading}的正文。`), ...rest }
}

/** Answers the report's id and its sections' ids by heading. */
export async function createReport(coordinator: Caller, sections: readonly NewSection[]) {
  const answer = await coordinator.call(
    'createReport',
    {},
    { title: '2026年工作总结', period: '2026年', sections: [...sections] },
  )
  if (answer.status !== 200) throw new Error(`no report: ${answer.code}`)
  const ids = new Map(answer.body.sections.map(({ heading, id }) => [heading, id]))
  return { reportId: answer.body.id, id: (heading: string) => ids.get(heading) ?? '' }
}

/** Text of a person that a section did not take, set aside as the live side does it; answers the draft's id. */
export async function setAside(
  program: Program,
  personId: string,
  { reportId, sectionId, text = words('没有并入的一段。') }: SetAsideAt,
): Promise<string> {
  const signedIn = await readActingPerson(program.db, personId)
  if (!signedIn) throw new Error('nobody')
  const state = textToUpdate(text)
  const hash = Buffer.from(state).toString('hex')
  const stored = await storeSetAside(program, signedIn.actor, {
    reportId,
    sectionId,
    hash,
    seq: 1,
    generation: 1,
    state,
    text,
    words: 7,
  })
  return value(stored).draftId
}

type SetAsideAt = { readonly reportId: string; readonly sectionId: string; readonly text?: Text }

/** A round of opinions that moves the report on where it must, due ten days after the office's clock begins. */
export function startRound(coordinator: Caller, reportId: string, recipients: NewRecipient[]) {
  const round = { title: '征求意见稿', note: '', dueAt: '2026-12-03T10:00:00Z', recipients, advance: true }
  return coordinator.call('startConsultation', { reportId }, round)
}

/** Makes the report final, waits for its files, and makes a public link; answers its secret too. */
export async function publish(coordinator: Caller, reportId: string, password: string | null = null) {
  await coordinator.call('moveStage', { reportId }, { stage: 'final', reason: '定稿' })
  await expect
    .poll(
      async () => (await coordinator.call('listPublications', { reportId })).body.publications[0]?.state,
      {
        timeout: 40_000,
      },
    )
    .toBe('ready')
  const { body } = await coordinator.call('listPublications', { reportId })
  const publicationId = body.publications[0]?.id ?? ''
  const at = { reportId, publicationId }
  const made = await coordinator.call('createPublicLink', at, { password, days: 30 })
  const linkId = made.body.publications.publications[0]?.links[0]?.id ?? ''
  return { publicationId, linkId, secret: secretOf(made.body.link) }
}
