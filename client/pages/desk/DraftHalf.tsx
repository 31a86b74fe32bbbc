/** 成稿: every section with its text, as it is now; between blocks and at lines something can be put down. */
import { Button } from '@mantine/core'
import { useMemo, useRef } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, Section, SectionText } from '../../../shared/api.ts'
import { blocksOfText, type DeskBlock } from '../../../shared/desk-lines.ts'
import { useSectionName } from '../../ui/words.ts'
import { usePlace } from './drag.ts'
import type { Picked, Target } from './picked.ts'
import { isLine, PieceBlock } from './PieceBlock.tsx'

type Props = {
  readonly report: Report
  readonly texts: readonly SectionText[]
  readonly mayPut: (section: Section) => boolean
  readonly picked: Picked | undefined
  readonly onPick: (picked: Picked | undefined) => void
  readonly onPut: (target: Target) => void
}

export function DraftHalf({ report, texts, mayPut, picked, onPick, onPut }: Props) {
  const { t } = useTranslation()
  const bySection = new Map(texts.map(text => [text.sectionId, text]))
  return (
    <section className="desk-half" aria-label={t('desk.draft')}>
      <h2>{t('desk.draft')}</h2>
      {report.sections.length === 0 && <p className="desk-mute">{t('board.empty')}</p>}
      {report.sections.map(section => {
        const text = bySection.get(section.id)
        return (
          text && (
            <DraftSection
              key={section.id}
              section={section}
              text={text}
              mayPut={mayPut(section)}
              picked={picked}
              onPick={onPick}
              onPut={onPut}
            />
          )
        )
      })}
    </section>
  )
}

type SectionProps = Pick<Props, 'picked' | 'onPick' | 'onPut'> & {
  readonly section: Section
  readonly text: SectionText
  readonly mayPut: boolean
}

function DraftSection({ section, text, mayPut, picked, onPick, onPut }: SectionProps) {
  const { t } = useTranslation()
  const blocks = useMemo(() => blocksOfText(text.text), [text])
  const nameOf = useSectionName()
  const label = section.number + nameOf(section)
  const from = useMemo(
    () => ({ kind: 'section' as const, sectionId: section.id, base: text.seq, label }),
    [section.id, text.seq, label],
  )
  const isBlank = blocks.every(block => isLine(block) && block.lines.every(line => line.text.trim() === ''))
  const at = { sectionId: section.id, base: text.seq }
  const all: Picked = {
    from,
    piece: { kind: 'blocks', from: 0, until: blocks.length },
    quote: label,
    fitsIntoLines: blocks.every(block => isLine(block) && !block.lines.some(line => line.whole)),
  }
  return (
    <article className="desk-paper" aria-label={label}>
      <header>
        <h3 data-level={section.level}>{label}</h3>
        {mayPut && !isBlank && (
          <Button size="compact-xs" variant="subtle" onClick={() => onPick(all)}>
            {t('desk.pickSection')}
          </Button>
        )}
      </header>
      <Slot at={at} before={0} label={label} mayPut={mayPut} picked={picked} onPut={onPut} />
      {!isBlank &&
        blocks.map(block => (
          <DraftBlock
            key={block.block}
            block={block}
            from={from}
            at={at}
            label={label}
            mayPut={mayPut}
            picked={picked}
            onPick={onPick}
            onPut={onPut}
          />
        ))}
      {isBlank && <p className="desk-mute">{t('desk.blank')}</p>}
    </article>
  )
}

type At = Pick<Target, 'sectionId' | 'base'>
type PutProps = Pick<Props, 'picked' | 'onPut'> & {
  readonly at: At
  readonly label: string
  readonly mayPut: boolean
}

function DraftBlock({
  block,
  from,
  onPick,
  ...put
}: PutProps & Pick<Props, 'onPick'> & { readonly block: DeskBlock; readonly from: Picked['from'] }) {
  const { t } = useTranslation()
  const line = isLine(block) ? block.lines[0] : undefined
  const isOwn = put.picked?.from.kind === 'section' && put.picked.from.sectionId === put.at.sectionId
  const end: Target | undefined = line && {
    ...put.at,
    place: { kind: 'within', line: line.line, at: line.text.length },
  }
  return (
    <>
      <PieceBlock block={block} from={from} picked={put.picked} onPick={put.mayPut ? onPick : undefined}>
        {end && put.mayPut && put.picked?.fitsIntoLines && !(isOwn && isHere(put.picked, block)) && (
          <button type="button" className="desk-join" onClick={() => put.onPut(end)}>
            {t('desk.joinHere')}
          </button>
        )}
      </PieceBlock>
      <Slot {...put} before={block.block + 1} />
    </>
  )
}

const isHere = ({ piece }: Picked, block: DeskBlock) =>
  piece.kind === 'blocks'
    ? piece.from <= block.block && block.block < piece.until
    : block.lines.some(({ line }) => line === piece.line)

/** Between two blocks. Shown to whoever carries something; a drop finds it always. */
function Slot({ at, before, label, mayPut, picked, onPut }: PutProps & { readonly before: number }) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const target = useMemo<Target>(
    () => ({ sectionId: at.sectionId, base: at.base, place: { kind: 'between', before } }),
    [at.sectionId, at.base, before],
  )
  const over = usePlace(element, target, mayPut)
  return (
    <div className="desk-slot" ref={element} data-over={over ? '' : undefined}>
      {picked && mayPut && (
        <button
          type="button"
          aria-label={t('desk.putAt', { section: label, n: before + 1 })}
          onClick={() => onPut(target)}
        >
          {t('desk.putHere')}
        </button>
      )}
    </div>
  )
}
