/**
 * The one toolbar: what can be done to the text that has the focus. One stop for Tab, arrows inside
 * (WAI-ARIA toolbar); Alt+F10 leads here from the text, Escape back.
 */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../i18n.ts'
import { FigureChooser } from './figures/FigureChooser.tsx'
import { FigureTools } from './figures/FigureTools.tsx'
import { ImageTools } from './ImageTools.tsx'
import { TableChooser } from './tables/TableChooser.tsx'
import { asOneStep } from './undo.ts'
import { tableTools, type Tool, toolGroups, type ToolState, toolState } from './tools.ts'

type Props = { readonly editor: Editor; readonly sectionLevel: number }

export function Toolbar({ editor, sectionLevel }: Props) {
  const { t } = useTranslation()
  const bar = useRef<HTMLDivElement>(null)
  const state = useEditorState({ editor, selector: ({ editor: current }) => toolState(current) })
  useToolbarKey(editor, bar)
  const groups = toolGroups(sectionLevel)
  const first = groups.flat().find(tool => !state.disabled.includes(tool.id))?.id
  return (
    <div
      className="tg-toolbar"
      role="toolbar"
      tabIndex={-1}
      aria-label={t('editor.toolbar')}
      ref={bar}
      onKeyDown={event => moveInToolbar(event, editor)}
    >
      <div className="tg-tool-row">
        {groups.map(group => (
          <ToolGroup key={group[0]?.id} group={group} editor={editor} state={state} first={first} />
        ))}
        {!state.inTable && (
          <div className="tg-tools">
            <TableChooser editor={editor} tabStop={false} />
          </div>
        )}
        <div className="tg-tools">
          <FigureChooser editor={editor} />
        </div>
      </div>
      {state.inTable && (
        <fieldset className="tg-context" aria-label={t('blocks.tableTools')}>
          {tableTools.map(group => (
            <ToolGroup key={group[0]?.id} group={group} editor={editor} state={state} first={first} />
          ))}
        </fieldset>
      )}
      <ImageTools editor={editor} />
      <FigureTools editor={editor} />
    </div>
  )
}

type GroupProps = {
  readonly group: readonly Tool[]
  readonly editor: Editor
  readonly state: ToolState
  /** The one that Tab leads to. */
  readonly first: Tool['id'] | undefined
}

function ToolGroup({ group, editor, state, first }: GroupProps) {
  return (
    <div className="tg-tools">
      {group.map(tool => (
        <ToolButton
          key={tool.id}
          tool={tool}
          editor={editor}
          active={state.active.includes(tool.id)}
          disabled={state.disabled.includes(tool.id)}
          tabStop={tool.id === first}
        />
      ))}
    </div>
  )
}

type ToolProps = {
  readonly tool: Tool
  readonly editor: Editor
  readonly active: boolean
  readonly disabled: boolean
  readonly tabStop: boolean
}

function ToolButton({ tool, editor, active, disabled, tabStop }: ToolProps) {
  const { t } = useTranslation()
  const label = tool.number === undefined ? t(tool.label) : `${t(tool.label)} ${tool.number}`
  return (
    <button
      type="button"
      className="tg-tool"
      aria-label={label}
      title={tool.keys ? `${label}（${tool.keys}）` : label}
      aria-pressed={tool.toggles ? active : undefined}
      aria-disabled={disabled || undefined}
      tabIndex={tabStop ? 0 : -1}
      // The text keeps its focus and its selection.
      onMouseDown={event => event.preventDefault()}
      onClick={() => {
        if (!disabled) asOneStep(editor.state, () => tool.run(editor))
      }}
    >
      {tool.icon ? (
        <tool.icon size={18} stroke={1.7} aria-hidden="true" />
      ) : (
        <span aria-hidden="true">{tool.number}</span>
      )}
    </button>
  )
}

function useToolbarKey(editor: Editor, bar: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const { dom } = editor.view
    const toBar = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'F10' || !event.altKey) return
      event.preventDefault()
      bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    }
    dom.addEventListener('keydown', toBar)
    return () => dom.removeEventListener('keydown', toBar)
  }, [editor, bar])
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

function moveInToolbar(event: KeyboardEvent<HTMLElement>, editor: Editor): void {
  if (event.key === 'Escape') {
    event.preventDefault()
    editor.commands.focus()
    return
  }
  const step = steps[event.key]
  if (!step) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')]
  const at = buttons.findIndex(button => button === document.activeElement)
  buttons[step(at, buttons.length)]?.focus()
}
