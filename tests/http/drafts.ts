/** Small reports to try things on. */
import type { NewSection } from '../../shared/api.ts'
import type { Text } from '../../shared/schema/text.ts'
import type { Caller } from './office.ts'

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
