/** 看来源: by whom it is coloured, what the colours mean in the section in focus, and whose the words at the caret,
 * or at the piece that was gone to, are. */
import { CloseButton, SegmentedControl } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { WordSource } from '../../shared/api.ts'
import { sourcesHintId } from './late-marks.ts'
import { sourceAtCaret, type SourcePiece } from './source-marks.ts'
import { type Authorship, colorOf, type SourcesBy } from './use-sources.ts'

type Props = {
  readonly by: NonNullable<SourcesBy>
  readonly onBy: (by: SourcesBy) => void
  /** Of the section in focus, once it is known. */
  readonly authorship: Authorship | undefined
  readonly editor: Editor | undefined
  /** The piece that was gone to in a text without a caret. */
  readonly here: SourcePiece | undefined
}

export function SourceBar({ by, onBy, authorship, editor, here }: Props) {
  const { t } = useTranslation()
  const atCaret = useCaretSource(editor)
  return (
    <section className="tg-sources" aria-label={t('editor.sources')}>
      <SegmentedControl
        size="xs"
        aria-label={t('editor.sources')}
        value={by}
        onChange={value => onBy(value === 'person' ? 'person' : 'department')}
        data={[
          { value: 'department', label: t('editor.sourcesByDepartment') },
          { value: 'person', label: t('editor.sourcesByPerson') },
        ]}
      />
      <ul>
        {authorship &&
          legendOf(authorship, by).map(({ key, name, color, percent }) => (
            <li key={key}>
              <span className={color === null ? 'tg-source' : `tg-source tg-source-${color}`}>
                {name ?? t(by === 'department' ? 'editor.sourceNoDepartment' : 'editor.sourceNobody')}
              </span>
              {percent !== null && <b>{t('editor.sourceShare', { percent })}</b>}
            </li>
          ))}
      </ul>
      <output>
        {here ? t('editor.sourceOf', { quote: shortened(here.quote), words: here.words }) : atCaret}
      </output>
      <p id={sourcesHintId} hidden>
        {t('editor.sourcesHint')}
      </p>
      <CloseButton size="sm" aria-label={t('editor.sourcesOff')} onClick={() => onBy(null)} />
    </section>
  )
}

/** Characters of a piece that are told again. */
const longest = 20
const shortened = (quote: string) => (quote.length > longest ? `${quote.slice(0, longest)}…` : quote)

type Entry = {
  readonly key: string
  readonly name: string | null
  readonly color: number | null
  /** Whole percent, of a coordinator's eyes alone. */
  readonly percent: number | null
}

function legendOf({ sources, spans, shares }: Authorship, by: SourcesBy): Entry[] {
  const entries = new Map<string, Entry>()
  const all = shares?.reduce((sum, { words }) => sum + words, 0) ?? 0
  const keyOf = (one: Pick<WordSource, 'departmentId' | 'personId' | 'personName'>) =>
    (by === 'department' ? one.departmentId : (one.personId ?? one.personName)) ?? ''
  for (const { source: index } of spans) {
    const source = sources[index]
    if (!source) continue
    const key = keyOf(source)
    if (entries.has(key)) continue
    const own = shares?.filter(share => keyOf(share) === key).reduce((sum, { words }) => sum + words, 0)
    const percent = own === undefined || all === 0 ? null : Math.round((100 * own) / all)
    const name = by === 'department' ? source.departmentName : source.personName
    entries.set(key, { key, name, color: colorOf(source, by), percent })
  }
  return [...entries.values()].sort((one, other) => (other.percent ?? 0) - (one.percent ?? 0))
}

/** Follows the caret. */
function useCaretSource(editor: Editor | undefined): string {
  const [words, setWords] = useState('')
  useEffect(() => {
    if (!editor) return
    const look = () => setWords(editor.isDestroyed ? '' : (sourceAtCaret(editor) ?? ''))
    editor.on('transaction', look)
    return () => {
      editor.off('transaction', look)
    }
  }, [editor])
  return editor ? words : ''
}
