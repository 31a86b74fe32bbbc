// @vitest-environment jsdom
/** Many sections tell of themselves in one turn: a stage that closes a report, a line that comes back. */
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { GivenConnection, useSection } from '../../../client/collab/react.tsx'
import type { ReportConnection, SectionSession, SectionSnapshot } from '../../../client/collab/types.ts'

const ids = Array.from({ length: 120 }, (_, at) => `s${at}`)

/** Sections that close when they are told to. */
function openSections() {
  const closers: (() => void)[] = []
  const sessions = new Map(
    ids.map((sectionId): [string, SectionSession] => {
      const listeners = new Set<() => void>()
      const doc = new Y.Doc()
      let snapshot: SectionSnapshot = {
        light: 'stored',
        access: null,
        loaded: true,
        refusal: null,
        settingAside: null,
        ended: null,
        unsaved: false,
        copied: false,
      }
      closers.push(() => {
        snapshot = { ...snapshot, refusal: 'closed' }
        for (const listener of listeners) listener()
      })
      return [
        sectionId,
        {
          sectionId,
          doc,
          mirror: doc,
          awareness: new Awareness(doc),
          snapshot: () => snapshot,
          subscribe: listener => (listeners.add(listener), () => listeners.delete(listener)),
          whenStored: () => Promise.resolve(),
          dismissRefusal: () => undefined,
          keepAgain: () => undefined,
        },
      ]
    }),
  )
  const whole = { light: 'stored', present: [], ended: null, unsaved: false } as const
  const connection: ReportConnection = {
    reportId: 'report',
    section(sectionId) {
      const session = sessions.get(sectionId)
      if (!session) throw new Error(sectionId)
      return session
    },
    snapshot: () => whole,
    subscribe: () => () => undefined,
    onEvent: () => () => undefined,
    whenStored: () => Promise.resolve(),
    unsaved: () => [],
    comeBack: () => undefined,
    close: () => undefined,
  }
  return { connection, closers }
}

function Part({ id, announce }: { readonly id: string; readonly announce: (words: string) => void }) {
  const { refusal } = useSection(id).snapshot
  useEffect(() => announce(`${id} ${refusal}`), [announce, id, refusal])
  return <p>{refusal ?? 'open'}</p>
}

function Sheet() {
  const [said, say] = useState('')
  return (
    <div title={said}>
      {ids.map(id => (
        <Part key={id} id={id} announce={say} />
      ))}
    </div>
  )
}

/** Promises, and what they began, get their turn; timers do not. */
async function betweenFrames(): Promise<void> {
  await Promise.resolve()
  await Promise.resolve()
  await Promise.resolve()
}

const place = document.createElement('div')
const root = createRoot(place)
beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false))
afterEach(() => {
  root.unmount()
  vi.unstubAllGlobals()
})

test('E20 a report that closes under all its sections at once shows every one of them closed', async () => {
  const { connection, closers } = openSections()
  root.render(
    <GivenConnection connection={connection}>
      <Sheet />
    </GivenConnection>,
  )
  await vi.waitFor(() => expect(place.textContent).toBe('open'.repeat(ids.length)))
  // A socket hands on all that has come in one turn; only promises get between two frames.
  for (const close of closers) {
    close()
    // oxlint-disable-next-line no-await-in-loop -- one frame after the other
    await betweenFrames()
  }
  await vi.waitFor(() => expect(place.textContent).toBe('closed'.repeat(ids.length)))
})
