/**
 * The outline of the plan: one line a section, the actions on the chosen one above it, all by keyboard too.
 * A tree of one tab stop (WAI-ARIA tree view): arrows choose, Alt with arrows changes the level.
 */
import { ActionIcon, Group, TextInput, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowMerge,
  IconEyeOff,
  IconEyePlus,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPencil,
  IconPilcrow,
  type IconProps,
} from '@tabler/icons-react'
import { type ComponentType, type Dispatch, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { rename } from '../../../shared/import/edit.ts'
import { limits } from '../../../shared/limits.ts'
import type { Draft, Step } from './draft.ts'
import { type Action, act, isPossible } from './plan-actions.ts'
import type { Preview, ShownSection } from './preview.ts'

type Props = { readonly draft: Draft; readonly dispatch: Dispatch<Step>; readonly preview: Preview }

export function PlanOutline({ draft, dispatch, preview }: Props) {
  const { t } = useTranslation()
  const [renaming, setRenaming] = useState(false)
  const tree = useRef<HTMLDivElement>(null)
  const keepFocus = useRef(false)
  useEffect(() => {
    // Focus follows the chosen section only while it is in the tree already.
    if (!keepFocus.current) return
    keepFocus.current = false
    tree.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (renaming) return
    const step = readKey(event, draft)
    if (!step) return
    event.preventDefault()
    keepFocus.current = step !== 'rename'
    if (step === 'rename') setRenaming(true)
    else if ('action' in step) act(draft, step.action, dispatch)
    else dispatch({ do: 'choose', key: step.choose })
  }
  return (
    <section className="import-pane import-outline" aria-label={t('importing.outline')}>
      <Toolbar draft={draft} dispatch={dispatch} onRename={() => setRenaming(true)} />
      <div
        ref={tree}
        role="tree"
        aria-label={t('importing.outline')}
        className="import-tree"
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {preview.sections.map(shown => (
          <Row
            key={shown.section.key}
            shown={shown}
            chosen={shown.section.key === draft.chosen}
            renaming={renaming && shown.section.key === draft.chosen}
            onChoose={() => dispatch({ do: 'choose', key: shown.section.key })}
            onRename={() => setRenaming(true)}
            onRenamed={heading => {
              setRenaming(false)
              keepFocus.current = true
              if (heading !== undefined)
                dispatch({
                  do: 'edit',
                  deed: 'rename',
                  outcome: rename(draft.plan, shown.section.key, heading),
                })
            }}
          />
        ))}
      </div>
      {preview.sections.length === 0 && <p className="import-empty">{t('importing.noSections')}</p>}
      <p className="import-keys">{t('importing.outlineKeys')}</p>
    </section>
  )
}

/** What a key in the tree means. */
function readKey(
  event: KeyboardEvent,
  draft: Draft,
): { action: Action } | { choose: string } | 'rename' | undefined {
  if (event.ctrlKey || event.metaKey) return undefined
  const { sections } = draft.plan
  const at = sections.findIndex(({ key }) => key === draft.chosen)
  const section = sections[at]
  if (!section) return undefined
  if (event.altKey) {
    if (event.key === 'ArrowLeft') return { action: 'promote' }
    return event.key === 'ArrowRight' ? { action: 'demote' } : undefined
  }
  switch (event.key) {
    case 'ArrowDown':
      return { choose: sections[at + 1]?.key ?? section.key }
    case 'ArrowUp':
      return { choose: sections[at - 1]?.key ?? section.key }
    case 'Home':
      return { choose: sections[0]?.key ?? section.key }
    case 'End':
      return { choose: sections.at(-1)?.key ?? section.key }
    case 'F2':
      return 'rename'
    case 'Backspace':
      return { action: 'merge' }
    case 'Delete':
      return { action: section.excluded ? 'include' : 'exclude' }
    default:
      return undefined
  }
}

type RowProps = {
  readonly shown: ShownSection
  readonly chosen: boolean
  readonly renaming: boolean
  readonly onChoose: () => void
  readonly onRename: () => void
  readonly onRenamed: (heading: string | undefined) => void
}

function Row({ shown, chosen, renaming, onChoose, onRename, onRenamed }: RowProps) {
  const { t } = useTranslation()
  const { section, number, words, doubts } = shown
  const warnings = doubts.filter(({ severity }) => severity === 'warning').length
  return (
    <div
      role="treeitem"
      aria-level={section.level}
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      className="import-row"
      data-level={section.level}
      data-excluded={section.excluded || undefined}
      onClick={onChoose}
      onDoubleClick={onRename}
      onKeyDown={event => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onRename()
      }}
    >
      {number !== '' && <span className="import-number">{number}</span>}
      {renaming ? (
        <Renaming heading={section.heading.text} onRenamed={onRenamed} />
      ) : (
        <span className={section.heading.text === '' ? 'import-heading import-unnamed' : 'import-heading'}>
          {section.heading.text ||
            t(section.role === 'preamble' ? 'importing.preamble' : 'importing.untitled')}
        </span>
      )}
      <span className="import-row-facts">
        {section.excluded && <span className="import-out">{t('importing.excluded')}</span>}
        {warnings > 0 && <span className="import-warn">{t('importing.sectionDoubts', { n: warnings })}</span>}
        {!section.excluded && <span>{t('importing.sectionWords', { n: words.toLocaleString() })}</span>}
      </span>
    </div>
  )
}

function Renaming({
  heading,
  onRenamed,
}: {
  readonly heading: string
  readonly onRenamed: (heading: string | undefined) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState(heading)
  return (
    <TextInput
      size="xs"
      className="import-renaming"
      aria-label={t('importing.headingLabel', { heading: heading || t('importing.untitled') })}
      value={text}
      maxLength={limits.headingLength}
      data-autofocus
      ref={field => field?.focus()}
      onFocus={event => event.currentTarget.select()}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={() => onRenamed(text)}
      onClick={event => event.stopPropagation()}
      onKeyDown={event => {
        event.stopPropagation()
        // Enter also ends a composition; only then is it not ours.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onRenamed(text)
        if (event.key === 'Escape') onRenamed(undefined)
      }}
    />
  )
}

const tools: readonly { readonly action: Action; readonly Icon: ComponentType<IconProps> }[] = [
  { action: 'promote', Icon: IconIndentDecrease },
  { action: 'demote', Icon: IconIndentIncrease },
  { action: 'merge', Icon: IconArrowMerge },
  { action: 'mergeAsText', Icon: IconPilcrow },
]

type ToolbarProps = {
  readonly draft: Draft
  readonly dispatch: Dispatch<Step>
  readonly onRename: () => void
}

function Toolbar({ draft, dispatch, onRename }: ToolbarProps) {
  const { t } = useTranslation()
  const chosen = draft.plan.sections.find(({ key }) => key === draft.chosen)
  const away: Action = chosen?.excluded ? 'include' : 'exclude'
  return (
    <Group className="import-toolbar" role="toolbar" aria-label={t('importing.sectionActions')} gap={2}>
      {tools.map(({ action, Icon }) => (
        <Tool
          key={action}
          label={t(`importing.${action}`)}
          Icon={Icon}
          possible={isPossible(draft, action)}
          onUse={() => act(draft, action, dispatch)}
        />
      ))}
      <Tool
        label={t('importing.rename')}
        Icon={IconPencil}
        possible={chosen !== undefined}
        onUse={onRename}
      />
      <Tool
        label={t(`importing.${away}`)}
        Icon={away === 'exclude' ? IconEyeOff : IconEyePlus}
        possible={chosen !== undefined}
        onUse={() => act(draft, away, dispatch)}
      />
      <span className="import-toolbar-gap" />
      <Tool
        label={t('importing.undo')}
        Icon={IconArrowBackUp}
        possible={draft.past.length > 0}
        onUse={() => dispatch({ do: 'undo' })}
      />
      <Tool
        label={t('importing.redo')}
        Icon={IconArrowForwardUp}
        possible={draft.future.length > 0}
        onUse={() => dispatch({ do: 'redo' })}
      />
    </Group>
  )
}

type ToolProps = {
  readonly label: string
  readonly Icon: ComponentType<IconProps>
  readonly possible: boolean
  readonly onUse: () => void
}

/** Stays focusable when it cannot be used, so that focus is not lost behind the last possible step. */
function Tool({ label, Icon, possible, onUse }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        aria-disabled={!possible}
        {...(possible ? {} : { 'data-disabled': true })}
        onClick={() => {
          if (possible) onUse()
        }}
      >
        <Icon size={19} stroke={1.6} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
