/** The text of the chosen section, paragraph by paragraph: where each came from, what is doubtful about it. */
import { Button, Checkbox, Group, NativeSelect } from '@mantine/core'
import { IconArrowBarToDown, IconScissors } from '@tabler/icons-react'
import { type Dispatch, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { AssembledBlock } from '../../../shared/assemble/assemble.ts'
import { inlayOf } from '../../../shared/import/commit.ts'
import { joinBlocks, setNumbered, setRole, split } from '../../../shared/import/edit.ts'
import type { Doubt, ImportPlan, PlanBlock, PlanSection } from '../../../shared/import/import-plan.ts'
import { textOf } from '../../../shared/import/source.ts'
import { sectionRoles } from '../../../shared/report.ts'
import { type Block, plainText } from '../../../shared/schema/text.ts'
import { useDoubtWords } from './doubt-words.ts'
import type { Draft, Step } from './draft.ts'
import { type ShownSection, shownBlocks } from './preview.ts'

type Props = {
  readonly draft: Draft
  readonly dispatch: Dispatch<Step>
  readonly shown: ShownSection | undefined
  readonly target: { readonly line: number; readonly asked: number }
}

/** A text without any heading may have thousands of paragraphs. */
const page = 120

export function SectionText({ draft, dispatch, shown, target }: Props) {
  const { t } = useTranslation()
  return (
    <section className="import-pane import-text" aria-label={t('importing.text')} tabIndex={-1}>
      {shown ? (
        <Text key={shown.section.key} draft={draft} dispatch={dispatch} shown={shown} target={target} />
      ) : (
        <p className="import-empty">{t('importing.noSections')}</p>
      )}
    </section>
  )
}

function Text({ draft, dispatch, shown, target }: Props & { readonly shown: ShownSection }) {
  const { t } = useTranslation()
  const { plan } = draft
  const { section, number, doubts } = shown
  const targetBlock = section.blocks.findIndex(({ line }) => line === target.line)
  const [asked, setLimit] = useState(page)
  const limit = Math.max(asked, targetBlock + 1)
  const blocks = useMemo(() => shownBlocks(plan, section), [plan, section])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (target.asked === 0) return
    const place = list.current?.querySelector<HTMLElement>(`[data-line="${target.line}"]`)
    place?.scrollIntoView({ block: 'center' })
    place?.focus({ preventScroll: true })
  }, [target])
  const rest = section.blocks.length - limit
  return (
    <div ref={list} data-excluded={section.excluded || undefined}>
      <SectionHead draft={draft} dispatch={dispatch} section={section} number={number} />
      <Doubts doubts={doubts.filter(({ line }) => !section.blocks.some(block => block.line === line))} />
      {section.blocks.length === 0 && <p className="import-empty">{t('importing.noText')}</p>}
      {section.blocks.slice(0, limit).map((block, at) => (
        <BlockRow
          // Blocks have no identity of their own; one line gives one block, joined ones keep the first.
          key={`${block.line}:${[...block.head, ...block.body][0]?.from}`}
          plan={plan}
          dispatch={dispatch}
          section={section}
          at={at}
          block={block}
          heading={blocks[at]?.heading}
          doubts={doubts.filter(({ line }) => line === block.line)}
          marked={target.asked > 0 && block.line === target.line}
        />
      ))}
      {rest > 0 && (
        <Button variant="default" fullWidth onClick={() => setLimit(limit + page)}>
          {t('importing.moreBlocks', { n: Math.min(page, rest) })}
        </Button>
      )}
    </div>
  )
}

type HeadProps = {
  readonly draft: Draft
  readonly dispatch: Dispatch<Step>
  readonly section: PlanSection
  readonly number: string
}

function SectionHead({ draft, dispatch, section, number }: HeadProps) {
  const { t } = useTranslation()
  const { plan } = draft
  const { key, heading, numbered, role } = section
  return (
    <header className="import-section-head" data-line={section.line} tabIndex={-1}>
      <h2>
        {number}
        {heading.text || (
          <span className="import-unnamed">
            {t(role === 'preamble' ? 'importing.preamble' : 'importing.untitled')}
          </span>
        )}
      </h2>
      <Group gap="md">
        <NativeSelect
          size="xs"
          aria-label={t('importing.role')}
          value={role ?? ''}
          data={[
            { value: '', label: t('importing.roleUnset') },
            ...sectionRoles.map(value => ({ value, label: t(`outline.partRole_${value}`) })),
          ]}
          onChange={event => {
            const chosen = sectionRoles.find(name => name === event.currentTarget.value) ?? null
            dispatch({ do: 'edit', deed: 'role', outcome: setRole(plan, key, chosen) })
          }}
        />
        <Checkbox
          size="sm"
          label={t('importing.numbered')}
          checked={numbered}
          onChange={event => {
            const wanted = event.currentTarget.checked
            const deed = wanted ? 'numbered' : 'unnumbered'
            dispatch({ do: 'edit', deed, outcome: setNumbered(plan, key, wanted) })
          }}
        />
        <span className="import-line">{t('importing.line', { n: section.line })}</span>
      </Group>
    </header>
  )
}

type BlockProps = {
  readonly plan: ImportPlan
  readonly dispatch: Dispatch<Step>
  readonly section: PlanSection
  readonly at: number
  readonly block: PlanBlock
  readonly heading: AssembledBlock['heading']
  readonly doubts: readonly Doubt[]
  readonly marked: boolean
}

function BlockRow({ plan, dispatch, section, at, block, heading, doubts, marked }: BlockProps) {
  const { t } = useTranslation()
  const inlay = inlayOf(plan, block)
  return (
    <div className="import-block" data-line={block.line} data-marked={marked || undefined} tabIndex={-1}>
      <span className="import-line" aria-label={t('importing.line', { n: block.line })}>
        {block.line}
      </span>
      <div>
        <p className={block.kind === 'heading' ? 'import-inner-heading' : undefined}>
          {heading && heading.number !== '' && <span className="import-number">{heading.number}</span>}
          {block.head.length > 0 && <span className="import-head">{textOf(plan.source, block.head)}</span>}
          {inlay ? <Inlay block={inlay} /> : textOf(plan.source, block.body)}
        </p>
        <Doubts doubts={doubts} />
        <BlockActions plan={plan} dispatch={dispatch} section={section} at={at} />
      </div>
    </div>
  )
}

/** A table, a list, an image: its kind and its words; how it is set is for the sheet. */
function Inlay({ block }: { readonly block: Block }) {
  const { t } = useTranslation()
  const kinds = { image: 'image', pageBreak: 'pageBreak', table: 'table' } as const
  const kind = block.type in kinds ? kinds[block.type as keyof typeof kinds] : 'list'
  const words = block.type === 'image' ? block.attrs.alt : plainText({ type: 'doc', content: [block] })
  return (
    <span className="import-inlay">
      <strong>{t(`intake.inlay_${kind}`)}</strong>
      {words}
    </span>
  )
}

type ActionsProps = Pick<BlockProps, 'plan' | 'dispatch' | 'section' | 'at'>

function BlockActions({ plan, dispatch, section, at }: ActionsProps) {
  const { t } = useTranslation()
  const parted = useMemo(() => split(plan, section.key, at), [plan, section.key, at])
  const joined = useMemo(() => joinBlocks(plan, section.key, at), [plan, section.key, at])
  const created = parted.ok
    ? parted.value.sections.find(({ key }) => !plan.sections.some(known => known.key === key))?.key
    : undefined
  return (
    <div className="import-block-actions">
      {parted.ok && created !== undefined && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconScissors size={14} stroke={1.6} />}
          onClick={() => dispatch({ do: 'edit', deed: 'split', outcome: parted, chosen: created })}
        >
          {t('importing.splitHere')}
        </Button>
      )}
      {joined.ok && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowBarToDown size={14} stroke={1.6} />}
          onClick={() => dispatch({ do: 'edit', deed: 'join', outcome: joined })}
        >
          {t('importing.joinNext')}
        </Button>
      )}
    </div>
  )
}

function Doubts({ doubts }: { readonly doubts: readonly Doubt[] }) {
  const wordsOf = useDoubtWords()
  if (doubts.length === 0) return null
  return (
    <ul className="import-block-doubts">
      {doubts.map(doubt => (
        <li key={doubt.kind} data-severity={doubt.severity}>
          {wordsOf(doubt)}
        </li>
      ))}
    </ul>
  )
}
