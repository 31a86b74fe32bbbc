/** A report as somebody went on working on it: edits drawn from numbers, so that a failure shrinks. */
import type { SectionToAssemble } from '../../../shared/assemble/assemble.ts'
import type { Block, Inline, Text } from '../../../shared/schema/text.ts'
import { doc, p, section } from '../paper/literals.ts'
import type { Written } from '../round/reports.ts'

type Draft = { sections: SectionToAssemble[]; texts: Map<string, Block[]> }

export function edited({ report, texts }: Written, steps: readonly number[]): Written {
  const draft: Draft = {
    sections: [...report.sections],
    texts: new Map([...texts].map(([id, text]) => [id, [...text.content]])),
  }
  for (const step of steps) edits[step % edits.length]?.(draft, Math.floor(step / edits.length))
  return {
    report: { ...report, sections: draft.sections },
    texts: new Map([...draft.texts].map(([id, blocks]): [string, Text] => [id, doc(...filled(blocks))])),
  }
}

const filled = (blocks: readonly Block[]) => (blocks.length === 0 ? [p()] : [...blocks])

const blocksOf = ({ sections, texts }: Draft, by: number): Block[] =>
  texts.get(sections[by % sections.length]?.id ?? '') ?? []

const edits: readonly ((draft: Draft, by: number) => void)[] = [
  (draft, by) => void blocksOf(draft, by).splice(by % 5, 1),
  (draft, by) => void blocksOf(draft, by).splice(by % 5, 0, p(`新添的第${by % 100}段，讲清楚为什么。`)),
  // A block goes to another section.
  (draft, by) => {
    const [taken] = blocksOf(draft, by).splice(by % 4, 1)
    if (taken) blocksOf(draft, by * 7 + 3).splice(by % 3, 0, taken)
  },
  (draft, by) => changeLine(blocksOf(draft, by), by, text => text.replace(/\d+/gu, found => `${found}.5`)),
  (draft, by) => changeLine(blocksOf(draft, by), by, text => text.replace('，', '，并按旬通报，')),
  (draft, by) => changeLine(blocksOf(draft, by), by, text => text.slice(by % 9), [{ type: 'bold' }]),
  (draft, by) => changeTable(blocksOf(draft, by), by),
  ({ sections }, by) => {
    const at = by % sections.length
    const [taken] = sections.splice(at, 1)
    if (taken) sections.splice((at + 1 + (by % 3)) % (sections.length + 1), 0, taken)
  },
  ({ sections }, by) => {
    const at = by % sections.length
    const own = sections[at]
    if (own) sections[at] = { ...own, heading: `${own.heading}和收尾` }
  },
  ({ sections, texts }, by) => {
    const id = `n${by}-${sections.length}`
    sections.splice(by % (sections.length + 1), 0, section(id, null, 1, '新增工作'))
    texts.set(id, [p('这一部分是后来加的。')])
  },
  ({ sections }, by) => {
    if (sections.length > 1) sections.splice(by % sections.length, 1)
  },
]

function changeLine(
  blocks: Block[],
  by: number,
  change: (text: string) => string,
  marks?: NonNullable<Inline['marks']>,
): void {
  const at = by % Math.max(1, blocks.length)
  const block = blocks[at]
  if (block?.type !== 'paragraph') return
  const content = (block.content ?? []).flatMap((inline): Inline[] => {
    if (inline.type !== 'text') return [inline]
    const text = change(inline.text)
    return text === '' ? [] : [{ ...inline, text, ...(marks && { marks }) }]
  })
  blocks[at] = content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

/** A cell changes, or a row comes or goes where no cells are merged. */
function changeTable(blocks: Block[], by: number): void {
  const at = blocks.findIndex(({ type }) => type === 'table')
  const table = blocks[at]
  if (table?.type !== 'table') return
  const rows = [...table.content]
  const last = rows.at(-1)
  if (!last) return
  if (by % 3 === 0) rows.push(last)
  else if (by % 3 === 1 && rows.length > 1) rows.splice(by % rows.length, 1)
  else
    rows[rows.length - 1] = {
      ...last,
      content: (last.content ?? []).map((cell, index) =>
        index === 0 ? cell : { ...cell, content: [p(`${by % 50}`)] },
      ),
    }
  blocks[at] = { ...table, content: rows }
}
