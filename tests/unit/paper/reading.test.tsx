// @vitest-environment jsdom
/** The reading view over documents that change: live text, numbers, lengths, and what is not here yet. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { GivenConnection } from '../../../client/collab/react.tsx'
import type { ReportConnection, SectionSession, SectionSnapshot } from '../../../client/collab/types.ts'
import { I18nContext, startI18n } from '../../../client/i18n.ts'
import { readKept } from '../../../client/pages/exports/export-choice.ts'
import { LiveReading } from '../../../client/pages/reading/ReadingPage.tsx'
import { SessionProvider } from '../../../client/ui/session.tsx'
import { dictionaries } from '../../../shared/i18n/dictionaries.ts'
import { type Text, textToUpdate } from '../../../shared/schema/text.ts'
import { asApiReport, doc, p, reportOf, runIn, section } from './literals.ts'

const report = asApiReport(
  reportOf(
    [
      section('a', null, 1, '全年工作'),
      section('b', 'a', 2, '道路', { ceiling: 5 }),
      section('c', null, 1, '打算', { floor: 100 }),
    ],
    { wordsCeiling: 10 },
  ),
)

/** The same, nothing of it accepted yet. */
const waiting = {
  ...report,
  sections: report.sections.map(one => ({ ...one, status: 'submitted' as const })),
}

/** A connection whose documents a test writes by hand; texts that are not given have not come yet. */
function connectionOf(texts: Record<string, Text>) {
  const sessions = new Map<string, SectionSession>()
  const listeners = new Set<() => void>()
  const make = (sectionId: string): SectionSession => {
    const mirror = new Y.Doc()
    let snapshot: SectionSnapshot = {
      light: 'opening',
      access: null,
      loaded: false,
      refusal: null,
      settingAside: null,
      ended: null,
      unsaved: false,
      copied: false,
    }
    const load = (text: Text) => {
      Y.applyUpdate(mirror, textToUpdate(text))
      snapshot = { ...snapshot, light: 'stored', loaded: true }
    }
    const text = texts[sectionId]
    if (text) load(text)
    loaders.set(sectionId, later => {
      load(later)
      for (const listener of listeners) listener()
    })
    return {
      sectionId,
      doc: new Y.Doc(),
      mirror,
      awareness: new Awareness(mirror),
      snapshot: () => snapshot,
      subscribe: listener => (listeners.add(listener), () => listeners.delete(listener)),
      whenStored: () => Promise.resolve(),
      dismissRefusal: () => undefined,
      keepAgain: () => undefined,
    }
  }
  const loaders = new Map<string, (text: Text) => void>()
  const whole = { light: 'stored', present: [], ended: null, unsaved: false } as const
  const connection: ReportConnection = {
    reportId: report.id,
    section(sectionId) {
      const session = sessions.get(sectionId) ?? make(sectionId)
      sessions.set(sectionId, session)
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
  const load = (sectionId: string, text: Text) => loaders.get(sectionId)?.(text)
  return { connection, load }
}

let root: Root
let place: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('min-width'),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})

afterEach(() => {
  act(() => root.unmount())
  place.remove()
  vi.unstubAllGlobals()
})

type Who = { readonly id: string }

const gu: Who = { id: 'p000000000000001' }

const sessionOf = ({ id }: Who) => ({
  person: {
    id,
    name: '顾予宁',
    username: 'gu',
    email: null,
    role: 'coordinator' as const,
    isAdministrator: false,
    departmentIds: [],
    active: true,
  },
  organisation: { name: '枫渡镇人民政府', departmentLabel: '部门' },
  installationId: 'i000000000000001',
  sampleLoaded: false,
  epoch: 0,
  signedOut: () => undefined,
})

async function show(connection: ReportConnection, who = gu, shown = report): Promise<void> {
  const i18n = await startI18n({ zh: async () => dictionaries.zh, en: async () => dictionaries.en })
  act(() =>
    root.render(
      <I18nContext value={i18n}>
        <MantineProvider env="test">
          <QueryClientProvider client={new QueryClient()}>
            <MemoryRouter>
              <GivenConnection connection={connection}>
                <SessionProvider {...sessionOf(who)}>
                  <LiveReading report={shown} />
                </SessionProvider>
              </GivenConnection>
            </MemoryRouter>
          </QueryClientProvider>
        </MantineProvider>
      </I18nContext>,
    ),
  )
}

const sheet = () => place.querySelector('article')?.textContent ?? ''
const contents = () => [...place.querySelectorAll('nav li')].map(entry => entry.textContent)

describe('the reading view', () => {
  it('P-60 shows the whole report numbered, with its contents and lengths against their limits', async () => {
    await show(
      connectionOf({ a: doc(p()), b: doc(runIn(1, '修路。', '完成八公里。')), c: doc(p('早做准备。')) })
        .connection,
    )
    expect(sheet()).toContain('一、全年工作（一）道路1.修路。完成八公里。二、打算早做准备。')
    expect(contents()).toEqual([
      '一、全年工作9 字',
      '（一）道路9 字 · 超 4',
      '1.修路',
      '二、打算5 字 · 差 95',
    ])
    expect(place.querySelector('.reading-total')?.textContent).toBe('全文 14 字，超出上限 10 字')
    expect(place.querySelectorAll('.reading-skeleton')).toHaveLength(0)
  })

  it('P-61 shows a text that is not here yet as on its way, never as empty, and then the text', async () => {
    const { connection, load } = connectionOf({ a: doc(p()), b: doc(p('修路。')) })
    await show(connection)
    expect(place.querySelectorAll('.reading-skeleton')).toHaveLength(1)
    expect(sheet()).not.toContain('还没有文字')
    await act(async () => {
      load('c', doc(p('明年再修三公里。')))
      await vi.waitFor(() => expect(sheet()).toContain('明年再修三公里。'))
    })
    expect(place.querySelectorAll('.reading-skeleton')).toHaveLength(0)
  })

  it('P-62 says where nothing is written, but not above sections that are', async () => {
    await show(connectionOf({ a: doc(p()), b: doc(p()), c: doc(p('早做准备。')) }).connection)
    expect(sheet().split('这一节还没有文字。')).toHaveLength(2)
  })

  it('P-63 offers printing and every format, reachable by their names', async () => {
    await show(connectionOf({ a: doc(p()), b: doc(p('路')), c: doc(p('事')) }).connection)
    const names = [...place.querySelectorAll('button, a[href^="/"]')].map(control => control.textContent)
    expect(names).toEqual(['回到编辑', '分页预览', '打印', '导出'])
    act(() => [...place.querySelectorAll('button')].find(one => one.textContent === '导出')?.click())
    const addresses = [...document.querySelectorAll('[role="menuitem"]')].map(item =>
      item.getAttribute('href'),
    )
    expect(addresses).toEqual(
      ['docx', 'print-html', 'html', 'txt', 'md', 'json'].map(
        format => `/api/v1/reports/${report.id}/export?format=${format}`,
      ),
    )
  })

  it('X61 what is chosen stands in every address and is kept by person, what becomes of sections by report', async () => {
    const { connection } = connectionOf({ a: doc(p()), b: doc(p('路')), c: doc(p('事')) })
    await show(connection, gu, waiting)
    const press = (words: string) =>
      act(() =>
        [...document.querySelectorAll<HTMLElement>('button')].find(one => one.textContent === words)?.click(),
      )
    const word = () =>
      document.querySelector('[role="menuitem"][href*="format=docx"]')?.getAttribute('href')?.split('?')[1]
    const said = () => place.querySelector('.reading-waiting')?.textContent
    press('导出')
    press('略去')
    press('自动编号')
    expect(word()).toBe('format=docx&pending=omit&numbers=word')
    expect(said()).toBe('未收稿 2 节，预览和打印时略去')
    await show(connection, { id: 'p000000000000002' }, waiting)
    expect([word(), said()]).toEqual(['format=docx', undefined])
    await show(connection, gu, { ...waiting, id: 'r000000000000002' })
    expect([word(), said()]).toEqual(['format=docx&numbers=word', undefined])
    await show(connection, gu, waiting)
    expect(said()).toBe('未收稿 2 节，预览和打印时略去')
    await show(connection)
    expect([word(), said()]).toEqual(['format=docx&numbers=word', undefined])
    for (const odd of ['', 'null', '7', '{"pending":"all","numbers":[],"reportId":1}'])
      expect(readKept(odd)).toEqual({ numbers: 'text', pending: 'show', reportId: '' })
  })
})
