/**
 * One block of a text at the desk: the handle picks it up whole (and drags), each sentence picks itself. What holds
 * more than words, and tables, go whole.
 */
import { ActionIcon } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Piece } from '../../../shared/desk.ts'
import { type DeskBlock, type DeskLine, sentencesOf } from '../../../shared/desk-lines.ts'
import { usePieceDrag } from './drag.ts'
import { isPicked, type Picked, sourceOf } from './picked.ts'

type Props = {
  readonly block: DeskBlock
  readonly from: Picked['from']
  readonly picked: Picked | undefined
  /** Undefined: nothing may be picked up here. */
  readonly onPick: ((picked: Picked | undefined) => void) | undefined
  /** Beside the words: what became of them, where else to put something. */
  readonly children?: ReactNode
}

const quoteMost = 24

export function PieceBlock({ block, from, picked, onPick, children }: Props) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const whole = useMemo<Picked>(() => {
    const piece = { kind: 'blocks' as const, from: block.block, until: block.block + 1 }
    const fitsIntoLines = isLine(block) && !block.lines.some(line => line.whole)
    return { from, piece, quote: quoteOf(block, t(`desk.block_${block.type}`)), fitsIntoLines }
  }, [block, from, t])
  usePieceDrag(element, handle, onPick ? whole : undefined)
  const source = sourceOf(from)
  const isWhole = isPicked(picked, source, whole.piece)
  const toggle = (next: Picked, isOn: boolean) => onPick?.(isOn ? undefined : next)
  return (
    <div className="desk-block" ref={element} data-on={isWhole ? '' : undefined} data-type={block.type}>
      {onPick && (
        <ActionIcon
          ref={handle}
          variant="subtle"
          color="gray"
          size={26}
          className="desk-grip"
          aria-pressed={isWhole}
          aria-label={t('desk.pickBlock', { quote: whole.quote })}
          onClick={() => toggle(whole, isWhole)}
        >
          <IconGripVertical size={16} stroke={1.6} />
        </ActionIcon>
      )}
      <div className="desk-words">
        {block.lines.length === 0 && (
          <p className="desk-mute">{block.caption || t(`desk.block_${block.type}`)}</p>
        )}
        {block.rows.length > 0 ? (
          <TableRows rows={block.rows} />
        ) : (
          block.lines.map(line => (
            <p key={line.line} className={line.kind === 'heading' ? 'desk-heading' : undefined}>
              {onPick && !line.whole
                ? sentencesOf(line.text).map(({ from: begin, until, text }) => {
                    const piece: Piece = { kind: 'words', line: line.line, from: begin, until }
                    const isOn = isPicked(picked, source, piece)
                    return (
                      <button
                        key={begin}
                        type="button"
                        className="desk-sentence"
                        aria-pressed={isOn}
                        onClick={() =>
                          toggle({ from, piece, quote: shorten(text), fitsIntoLines: true }, isOn)
                        }
                      >
                        {text}
                      </button>
                    )
                  })
                : line.text}
            </p>
          ))
        )}
      </div>
      {children}
    </div>
  )
}

function TableRows({ rows }: Pick<DeskBlock, 'rows'>) {
  return (
    <table>
      <tbody>
        {rows.map((cells, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a row is known by its place alone
          <tr key={at}>
            {cells.map(({ isHead, colspan, rowspan, lines }, column) => {
              const Cell = isHead ? 'th' : 'td'
              return (
                // oxlint-disable-next-line react/no-array-index-key -- so is a cell
                <Cell key={column} colSpan={colspan} rowSpan={rowspan}>
                  {lines.map(({ line, text }) => (
                    <p key={line}>{text}</p>
                  ))}
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A block that is a line itself: into a line goes what is one. */
export const isLine = ({ type }: DeskBlock) => type === 'paragraph' || type === 'heading'

function quoteOf({ lines, caption }: DeskBlock, name: string): string {
  return shorten(textOf(lines) || caption || name)
}

const textOf = (lines: readonly DeskLine[]) =>
  lines
    .map(({ text }) => text)
    .join(' ')
    .trim()

const shorten = (text: string) => (text.length > quoteMost ? `${text.slice(0, quoteMost)}…` : text)
