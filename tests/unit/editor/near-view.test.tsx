// @vitest-environment jsdom
/** Whether a text is near the view, and when that may change. */
import { act, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { useNearView } from '../../../client/editor/near-view.ts'

function Text() {
  const ref = useRef<HTMLParagraphElement>(null)
  const near = useNearView(ref)
  return (
    <p ref={ref} data-near={near}>
      全年修渠十二公里。
    </p>
  )
}

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

test('what is selected stays as it is drawn until it is selected no more', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  let see: (isIntersecting: boolean) => void = () => {}
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(seen: (entries: readonly { isIntersecting: boolean }[]) => void) {
        see = isIntersecting => seen([{ isIntersecting }])
      }
      observe() {}
      disconnect() {}
    },
  )
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  await act(async () => root.render(<Text />))
  const text = place.querySelector('p')
  const change = () => document.dispatchEvent(new Event('selectionchange'))
  const selection = getSelection()
  if (!text || !selection) throw new Error('a text is drawn')

  selection.selectAllChildren(text)
  await act(async () => see(true))
  expect(text.dataset.near).toBe('false')
  await act(async () => change())
  expect(text.dataset.near).toBe('false')
  selection.collapse(text, 0)
  await act(async () => change())
  expect(text.dataset.near).toBe('true')

  // A caret, or a selection elsewhere, holds nothing.
  await act(async () => see(false))
  expect(text.dataset.near).toBe('false')
  await act(async () => root.unmount())
})
