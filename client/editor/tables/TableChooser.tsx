/** A new table by its size: a field of squares, by pointer or with arrows and Enter. */
import { Popover } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { IconTable } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { asOneStep } from '../undo.ts'

const most = 8
type Size = { readonly rows: number; readonly cols: number }

export function TableChooser({ editor, tabStop }: { readonly editor: Editor; readonly tabStop: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [size, setSize] = useState<Size>({ rows: 3, cols: 3 })
  const choose = ({ rows, cols }: Size) => {
    setOpen(false)
    asOneStep(editor.state, () =>
      editor.chain().focus().insertTable({ rows, cols, withHeaderRow: true }).run(),
    )
  }
  const label = t('editor.tool_table')
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" withinPortal trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="tg-tool"
          aria-label={label}
          title={label}
          aria-haspopup="dialog"
          tabIndex={tabStop ? 0 : -1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => setOpen(!open)}
        >
          <IconTable size={18} stroke={1.7} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={label}
        onKeyDown={event => {
          // The toolbar around it has keys of its own.
          event.stopPropagation()
          if (event.key === 'Escape') editor.commands.focus()
        }}
      >
        <button
          type="button"
          className="tg-squares"
          data-autofocus
          aria-label={t('blocks.tableSize', size)}
          onKeyDown={event => step(event, size, setSize)}
          onClick={() => choose(size)}
        >
          {Array.from({ length: most * most }, (_, at) => {
            const each = { rows: Math.floor(at / most) + 1, cols: (at % most) + 1 }
            const isIn = each.rows <= size.rows && each.cols <= size.cols
            return (
              <span
                key={at}
                className={isIn ? 'tg-square tg-square-in' : 'tg-square'}
                data-size={`${each.rows} × ${each.cols}`}
                onPointerEnter={() => setSize(each)}
              />
            )
          })}
        </button>
        <output className="tg-squares-size">{t('blocks.tableSize', size)}</output>
      </Popover.Dropdown>
    </Popover>
  )
}

const moves: Readonly<Record<string, Size>> = {
  ArrowUp: { rows: -1, cols: 0 },
  ArrowDown: { rows: 1, cols: 0 },
  ArrowLeft: { rows: 0, cols: -1 },
  ArrowRight: { rows: 0, cols: 1 },
}

function step(event: KeyboardEvent, { rows, cols }: Size, set: (size: Size) => void): void {
  const move = moves[event.key]
  if (!move) return
  event.preventDefault()
  const within = (count: number) => Math.min(most, Math.max(1, count))
  set({ rows: within(rows + move.rows), cols: within(cols + move.cols) })
}
