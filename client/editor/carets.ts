/**
 * How others' carets and selections look in a text. Whose they are comes from the awareness view of one
 * section (client/collab/types.ts), which already leaves this tab's own out.
 */
import type { DecorationAttrs } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'

type CaretUser = { readonly name?: string; readonly color?: string }

const fallbackColor = '#5f6b7a'

/** A caret with its owner's name; not part of the text for screen readers. */
export function caretElement(user: CaretUser): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'tg-caret'
  caret.setAttribute('aria-hidden', 'true')
  caret.style.borderColor = colorOf(user)
  const label = document.createElement('span')
  label.className = 'tg-caret-name'
  label.style.backgroundColor = colorOf(user)
  label.style.color = inkOn(colorOf(user))
  label.textContent = user.name ?? ''
  // The word joiners keep the caret from becoming a place where a line may break.
  caret.append('\u2060', label, '\u2060')
  return caret
}

export function selectionAttributes(user: CaretUser): DecorationAttrs {
  return { class: 'tg-others-selection', style: `background-color: ${colorOf(user)}33` }
}

/**
 * The same awareness, whose own caret stands still while `isHeld`: it would point at letters that nobody else
 * has yet, and be drawn nowhere.
 */
export function stillWhile(isHeld: () => boolean, awareness: Awareness): Awareness {
  return new Proxy(awareness, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name === 'setLocalStateField' && isHeld()) return () => {}
      return value.bind(target)
    },
  })
}

const colorOf = (user: CaretUser) => (/^#[0-9a-f]{6}$/i.test(user.color ?? '') ? user.color! : fallbackColor)

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
function inkOn(color: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5].map(at => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255))
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
