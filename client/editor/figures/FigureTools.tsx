/** What can be done to the selected citation: unit, decimals, open the figure, turn into words. Part of the toolbar. */
import type { Editor } from '@tiptap/core'
import { IconExternalLink, IconLetterCase } from '@tabler/icons-react'
import { useEditorState } from '@tiptap/react'
import { useTranslation } from '../../i18n.ts'
import { printFigure } from '../../../shared/figures/figure.ts'
import { citationOf, type FigureAttributes } from '../../../shared/schema/figure.ts'
import { useRegister } from '../../figures/react.tsx'
import { asOneStep } from '../undo.ts'
import { selectedCitation } from './selected.ts'

const decimals = [0, 1, 2, 3, 4] as const

export function FigureTools({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation()
  const { register, open } = useRegister()
  const citation = useEditorState({ editor, selector: ({ editor: current }) => citationIn(current) })
  if (!citation) return null
  const set = (change: Partial<FigureAttributes>) => changeCitation(editor, { ...citation, ...change })
  const toWords = () => {
    const { state, view } = editor
    const selected = selectedCitation(state)
    if (!selected) return
    const words = printFigure(register.current().get(citation.figureId), citation)
    asOneStep(state, () => view.dispatch(state.tr.insertText(words, selected.from, selected.to)))
    editor.commands.focus()
  }
  return (
    <fieldset className="tg-context" aria-label={t('figures.tools')}>
      <div className="tg-tools">
        <button
          type="button"
          className="tg-tool tg-tool-words"
          aria-pressed={citation.unit}
          tabIndex={-1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => set({ unit: !citation.unit })}
        >
          {t('figures.withUnit')}
        </button>
        <label className="tg-words-field">
          <span>{t('figures.decimals')}</span>
          <select
            value={citation.decimals ?? ''}
            onChange={({ currentTarget: { value } }) =>
              set({ decimals: value === '' ? null : Number(value) })
            }
            // Arrows are the field's own here, not the toolbar's.
            onKeyDown={event => event.stopPropagation()}
          >
            <option value="">{t('figures.decimalsAsIs')}</option>
            {decimals.map(n => (
              <option key={n} value={n}>
                {t('figures.decimalsOf', { n })}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="tg-tool"
          aria-label={t('figures.openFigure')}
          title={t('figures.openFigure')}
          tabIndex={-1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => open(citation.figureId)}
        >
          <IconExternalLink size={18} stroke={1.7} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="tg-tool"
          aria-label={t('figures.asWords')}
          title={t('figures.asWords')}
          tabIndex={-1}
          onMouseDown={event => event.preventDefault()}
          onClick={toWords}
        >
          <IconLetterCase size={18} stroke={1.7} aria-hidden="true" />
        </button>
      </div>
    </fieldset>
  )
}

function citationIn({ state, isDestroyed }: Editor): FigureAttributes | undefined {
  const selected = isDestroyed ? undefined : selectedCitation(state)
  return selected && citationOf(selected.node.attrs)
}

/** The selection stays on the citation, wherever the focus is. */
function changeCitation(editor: Editor, attributes: FigureAttributes): void {
  const { state, view } = editor
  const selected = selectedCitation(state)
  if (!selected) return
  const tr = state.tr.setNodeMarkup(selected.from, undefined, attributes)
  asOneStep(state, () => view.dispatch(tr))
  editor.commands.setNodeSelection(selected.from)
}
