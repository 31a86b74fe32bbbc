/** What can be done to the selected image: width, caption, alternative text, delete. Part of the toolbar. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { NodeSelection } from '@tiptap/pm/state'
import { limits } from '../../shared/limits.ts'
import type { ImageAttributes } from '../../shared/schema/image.ts'

const widths = [25, 50, 75, 100] as const

export function ImageTools({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation()
  const image = useEditorState({ editor, selector: ({ editor: current }) => selectedImage(current) })
  if (!image) return null
  const { width, imageId, caption, alt } = image
  return (
    <fieldset className="tg-context" aria-label={t('blocks.imageTools')}>
      <div className="tg-tools">
        {widths.map(each => (
          <ChoiceButton
            key={each}
            label={t('blocks.imageWidth', { n: each })}
            shown={`${each}%`}
            on={width === each}
            onChoose={() => setImage(editor, 'width', each)}
          />
        ))}
        <ChoiceButton
          label={t('blocks.imageOwnSize')}
          shown={t('blocks.imageOwnSizeShort')}
          on={width === null}
          onChoose={() => setImage(editor, 'width', null)}
        />
      </div>
      <WordsField
        key={`caption ${imageId}`}
        label={t('blocks.caption')}
        value={caption}
        onChange={words => setImage(editor, 'caption', words)}
        onLeave={() => editor.commands.focus()}
      />
      <WordsField
        key={`alt ${imageId}`}
        label={t('blocks.alt')}
        value={alt}
        onChange={words => setImage(editor, 'alt', words)}
        onLeave={() => editor.commands.focus()}
      />
      <div className="tg-tools">
        <button
          type="button"
          className="tg-tool"
          aria-label={t('blocks.deleteImage')}
          title={t('blocks.deleteImage')}
          tabIndex={-1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => editor.chain().focus().deleteSelection().run()}
        >
          <IconTrash size={18} stroke={1.7} aria-hidden="true" />
        </button>
      </div>
    </fieldset>
  )
}

function selectedImage({ state }: Editor): ImageAttributes | undefined {
  const { selection } = state
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return undefined
  const { imageId, width, alt, caption } = selection.node.attrs
  return { imageId: String(imageId), width, alt: String(alt), caption: String(caption) }
}

/** The selection stays on the image, wherever the focus is. */
function setImage(editor: Editor, attribute: keyof ImageAttributes, value: string | number | null): void {
  const { state, view } = editor
  if (!selectedImage(editor)) return
  view.dispatch(state.tr.setNodeAttribute(state.selection.from, attribute, value))
}

type ChoiceProps = {
  readonly label: string
  readonly shown: string
  readonly on: boolean
  readonly onChoose: () => void
}

function ChoiceButton({ label, shown, on, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      className="tg-tool"
      aria-label={label}
      title={label}
      aria-pressed={on}
      tabIndex={-1}
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
    >
      <span aria-hidden="true">{shown}</span>
    </button>
  )
}

type WordsProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (words: string) => void
  readonly onLeave: () => void
}

/** Written as it is typed, but for what an input method still composes. */
function WordsField({ label, value, onChange, onLeave }: WordsProps) {
  const [own, setOwn] = useState<string>()
  const write = (words: string, composes: boolean) => {
    setOwn(words)
    if (!composes) onChange(words)
  }
  return (
    <label className="tg-words-field">
      <span>{label}</span>
      <input
        type="text"
        maxLength={limits.imageWords}
        value={own ?? value}
        onChange={event =>
          write(event.target.value, event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)
        }
        onCompositionEnd={event => write(event.currentTarget.value, false)}
        onBlur={() => setOwn(undefined)}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return
          // Arrows are the field's own here, not the toolbar's.
          event.stopPropagation()
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault()
            onLeave()
          }
        }}
      />
    </label>
  )
}
