/**
 * Composing Chinese with an input method while another person changes the same text. Whatever they do, what
 * was composed stands there once and whole, nothing of theirs is lost, the caret stays behind what was composed,
 * and every replica equals the log. Each row of the table has a section of its own in one report.
 */
import { type Locator, type Page, test } from '@playwright/test'
import type { ReportConnection } from '../../client/collab/types.ts'
import { decodeFrame, message, sync } from '../../shared/frames.ts'
import type { Block, Inline } from '../../shared/schema/text.ts'
import { InputMethod } from '../support/composing.ts'
import { expect, openBrowser, signIn, startServer } from '../support/e2e.ts'
import { connectOther, OtherHand } from '../support/other-hand.ts'

/** One person composes in a section; `other` changes it meanwhile. */
type Scene = {
  readonly page: Page
  readonly section: Locator
  readonly editor: Locator
  readonly method: InputMethod
  /** Lets the other do something, and waits until it has come to this person's browser. */
  readonly meanwhile: (change: (other: OtherHand) => void) => Promise<void>
}

/** A text block (paragraphs and headings, those in cells and lists too), and the characters before the place. */
type Place = readonly [block: number, offset: number]

type Case = {
  /** M1 unless another rule is tried. */
  readonly rule?: 'M2' | 'M3'
  readonly title: string
  readonly text: readonly Block[]
  /** Where the caret stands, or the selection from here to there. */
  readonly at: Place
  readonly upTo?: Place
  act(scene: Scene): Promise<void>
  /** The blocks afterwards; ◆ is typed last, where the caret stands. */
  readonly ends: readonly string[]
  /** Where the order of two things at one place is nobody's to say. */
  readonly orEnds?: readonly string[]
  also?(scene: Scene): Promise<void>
}

const inline = (text: string): Inline[] => (text === '' ? [] : [{ type: 'text', text }])
const paragraph = (text: string): Block => ({ type: 'paragraph', content: inline(text) })
const two = [paragraph('甲一乙二'), paragraph('丙三丁四')]
const first: Place = [0, 2]
const second: Place = [1, 2]

/** Spells 你好, lets the other act in the middle of it, and commits. */
const during =
  (change: (other: OtherHand) => void) =>
  async ({ method, meanwhile }: Scene) => {
    await method.spell('ni')
    await meanwhile(change)
    await method.letters('niha')
    await method.letters('nihao')
    await method.commit('你好')
  }

const undoByTool = (page: Page) => page.getByRole('toolbar').getByRole('button', { name: /^撤销/ }).click()

const cell = (text: string) => ({ type: 'tableCell' as const, content: [paragraph(text)] })
const table: readonly Block[] = [
  {
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('甲一'), cell('乙二')] },
      { type: 'tableRow', content: [cell('丙三'), cell('丁四')] },
    ],
  },
  paragraph('表后'),
]
const list: Block = {
  type: 'bulletList',
  content: [
    { type: 'listItem', content: [paragraph('甲一')] },
    { type: 'listItem', content: [paragraph('乙二')] },
  ],
}
const heading: Block = { type: 'heading', attrs: { level: 1, numbered: true }, content: inline('甲一乙二') }
const runIn: Block = {
  type: 'paragraph',
  content: [
    { type: 'text', text: '稳住收成。', marks: [{ type: 'headingSpan', attrs: { level: 1 } }] },
    { type: 'text', text: '全镇播种。' },
  ],
}

const cases: readonly Case[] = [
  {
    title: '旁人在前面插入',
    text: two,
    at: first,
    act: during(other => other.insert(0, 0, '前')),
    ends: ['前甲一你好◆乙二', '丙三丁四'],
  },
  {
    title: '旁人在后面插入',
    text: two,
    at: first,
    act: during(other => other.insert(0, 3, '后')),
    ends: ['甲一你好◆乙后二', '丙三丁四'],
  },
  {
    title: '旁人在同一处插入',
    text: two,
    at: first,
    act: during(other => other.insert(0, 2, '中')),
    // Which comes first is Yjs's to say: by the client ids, which are drawn by lot.
    ends: ['甲一中你好◆乙二', '丙三丁四'],
    orEnds: ['甲一你好◆中乙二', '丙三丁四'],
  },
  {
    title: '旁人在前面分段',
    text: two,
    at: first,
    act: during(other => other.split(0, 1)),
    ends: ['甲你好◆', '一乙二', '丙三丁四'],
  },
  {
    title: '旁人在后面分段',
    text: two,
    at: first,
    act: during(other => other.split(0, 3)),
    ends: ['甲一你好◆乙', '二', '丙三丁四'],
  },
  {
    title: '旁人在同一处分段',
    text: two,
    at: first,
    act: during(other => other.split(0, 2)),
    ends: ['甲一你好◆', '乙二', '丙三丁四'],
  },
  {
    title: '旁人把下一段接上来',
    text: two,
    at: first,
    act: during(other => other.join(0)),
    ends: ['甲一你好◆乙二丙三丁四'],
  },
  {
    rule: 'M3',
    title: '旁人把这一段接到上一段',
    text: two,
    at: second,
    act: during(other => other.join(0)),
    ends: ['甲一乙二丙三你好◆丁四'],
  },
  {
    title: '旁人删去两旁的字',
    text: two,
    at: first,
    act: during(other => {
      other.remove(0, 2, 1)
      other.remove(0, 1, 1)
    }),
    ends: ['甲你好◆二', '丙三丁四'],
  },
  {
    title: '旁人删去整段的字',
    text: two,
    at: first,
    act: during(other => other.empty(0)),
    ends: ['你好◆', '丙三丁四'],
  },
  {
    title: '旁人删去整段的字而上屏字母',
    text: two,
    at: first,
    async act({ method, meanwhile }) {
      await method.spell('ok')
      await meanwhile(other => other.empty(0))
      await method.commit('ok')
    },
    ends: ['ok◆', '丙三丁四'],
  },
  {
    rule: 'M3',
    title: '旁人删去这一段',
    text: two,
    at: first,
    act: during(other => other.drop(0)),
    ends: ['你好◆', '丙三丁四'],
  },
  {
    rule: 'M3',
    title: '旁人删去末段',
    text: two,
    at: second,
    act: during(other => other.drop(1)),
    ends: ['甲一乙二', '你好◆'],
  },
  {
    rule: 'M3',
    title: '旁人删去全文',
    text: two,
    at: first,
    act: during(other => other.drop(0, 2)),
    ends: ['你好◆'],
  },
  {
    rule: 'M3',
    title: '旁人换掉这一段',
    text: two,
    at: first,
    act: during(other => {
      other.drop(0)
      other.put(0, '改写的一段')
    }),
    ends: ['你好◆', '改写的一段', '丙三丁四'],
  },
  {
    title: '旁人的光标走进拼音',
    text: two,
    at: first,
    async act({ method, meanwhile, section }) {
      await method.spell('ni')
      await meanwhile(other => {
        other.insert(0, 0, '前')
        other.point(0, 3)
      })
      await method.letters('nihao')
      await method.commit('你好')
      await expect(section.locator('.tg-caret')).toHaveCount(1)
    },
    ends: ['前甲一你好◆乙二', '丙三丁四'],
  },
  {
    title: '一句话分三次上屏而旁人不停地写',
    text: two,
    at: first,
    async act({ method, meanwhile }) {
      for (const word of ['今年', '全镇', '丰收']) {
        await method.spell('jin')
        await meanwhile(other => other.insert(0, 0, '前'))
        await method.commit(word)
      }
    },
    ends: ['前前前甲一今年全镇丰收◆乙二', '丙三丁四'],
  },
  {
    title: '取消拼音',
    text: two,
    at: first,
    async act({ method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await method.letters('')
    },
    ends: ['前甲一◆乙二', '丙三丁四'],
  },
  {
    title: '取消拼音而旁人删去这一段',
    text: two,
    at: first,
    async act({ method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.drop(0))
      await method.letters('')
    },
    ends: ['丙三丁四◆'],
  },
  {
    title: '拼音替换选中的字',
    text: two,
    at: [0, 1],
    upTo: [0, 3],
    act: during(other => other.insert(1, 0, '旁')),
    ends: ['甲你好◆二', '旁丙三丁四'],
  },
  {
    title: '拼音替换选中的字而旁人写在其中',
    text: two,
    at: [0, 1],
    upTo: [0, 3],
    async act({ method, meanwhile }) {
      await meanwhile(other => other.insert(0, 2, '中'))
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await method.commit('你好')
    },
    ends: ['前甲你好◆二', '丙三丁四'],
  },
  {
    title: '拼音替换跨段的选区',
    text: two,
    at: [0, 2],
    upTo: [1, 2],
    act: during(other => other.insert(0, 0, '前')),
    ends: ['前甲一你好◆丁四'],
  },
  {
    rule: 'M2',
    title: '拼音中按撤销键',
    text: two,
    at: first,
    async act({ page, method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await page.keyboard.press('Control+z')
    },
    ends: ['前甲一◆乙二', '丙三丁四'],
  },
  {
    rule: 'M2',
    title: '拼音中点撤销',
    text: two,
    at: first,
    async act({ page, method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await undoByTool(page)
    },
    ends: ['前甲一◆乙二', '丙三丁四'],
  },
  {
    rule: 'M2',
    title: '上屏后立刻按撤销键',
    text: two,
    at: first,
    async act({ page, method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await method.commit('你好')
      await page.keyboard.press('Control+z')
    },
    ends: ['前甲一◆乙二', '丙三丁四'],
  },
  {
    rule: 'M2',
    title: '上屏后立刻点撤销',
    text: two,
    at: first,
    async act({ page, method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await method.commit('你好')
      await undoByTool(page)
    },
    ends: ['前甲一◆乙二', '丙三丁四'],
  },
  {
    rule: 'M2',
    title: '撤销再重做',
    text: two,
    at: first,
    async act({ page, method, meanwhile, editor }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await method.commit('你好')
      await page.keyboard.press('Control+z')
      await expect.poll(() => blocksOf(editor)).toEqual(['前甲一乙二', '丙三丁四'])
      await page.keyboard.press('Control+y')
      await page.keyboard.press('End')
    },
    ends: ['前甲一你好乙二◆', '丙三丁四'],
  },
  {
    title: '小标题里',
    text: [heading, paragraph('丙三丁四')],
    at: first,
    act: during(other => other.insert(0, 0, '前')),
    ends: ['前甲一你好◆乙二', '丙三丁四'],
    also: ({ editor }) => expect(editor.locator('h3')).toHaveText('前甲一你好◆乙二'),
  },
  {
    title: '表格里',
    text: table,
    at: [1, 2],
    act: during(other => other.insertIn(other.cell(0, 1), 0, '前')),
    ends: ['甲一', '前乙二你好◆', '丙三', '丁四', '表后'],
  },
  {
    rule: 'M3',
    title: '表格里而旁人删去这一行',
    text: table,
    at: [1, 2],
    act: during(other => other.dropRow(0)),
    ends: ['你好◆', '丙三', '丁四', '表后'],
  },
  {
    title: '列表里',
    text: [list, paragraph('表后')],
    at: [1, 1],
    act: during(other => other.insert(1, 0, '前')),
    ends: ['甲一', '乙你好◆二', '前表后'],
  },
  {
    title: '段首标题之末',
    text: [runIn],
    at: [0, 5],
    act: during(other => other.insert(0, 1, '要')),
    ends: ['稳要住收成。你好◆全镇播种。'],
    // What is typed behind a run-in heading is body.
    also: ({ editor }) => expect(editor.locator('[data-heading-span]')).toHaveText('稳要住收成。'),
  },
  {
    title: '空段里两人同时起笔',
    text: [paragraph(''), paragraph('丙三丁四')],
    at: [0, 0],
    act: during(other => other.insert(0, 0, '旁')),
    ends: ['旁你好◆', '丙三丁四'],
    orEnds: ['你好◆旁', '丙三丁四'],
  },
  {
    title: '拼音未完就点到别处',
    text: two,
    at: first,
    async act({ page, editor, method, meanwhile }) {
      await method.spell('ni')
      await meanwhile(other => other.insert(0, 0, '前'))
      await editor.blur()
      await editor.locator('p').nth(1).click()
      // No hand is on the key in the same frame as on the mouse.
      await settled()
      await page.keyboard.press('Home')
    },
    ends: ['前甲一ni乙二', '◆丙三丁四'],
  },
]

let server: Awaited<ReturnType<typeof startServer>>
let page: Page
let method: InputMethod
let others: ReportConnection
let reportId: string
let sectionIds: readonly string[]
/** Frames with text that came to the browser. */
let arrived = 0
const failures: string[] = []

// They share what is on the server.
test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser }) => {
  server = await startServer()
  page = await openBrowser(browser)
  page.on('pageerror', error => failures.push(error.message))
  page.on('websocket', socket =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' && isText(new Uint8Array(payload))) arrived += 1
    }),
  )
  await signIn(page, server.url)
  const made = await page.request.post(`${server.url}/api/v1/reports`, {
    data: {
      title: '澄溪镇2026年工作总结',
      period: '2026年度',
      sections: cases.map(({ title, text }) => ({
        heading: title,
        level: 1,
        numbered: false,
        role: null,
        text: { type: 'doc', content: text },
      })),
    },
  })
  const { id }: { id: string } = await made.json()
  reportId = id
  const report: { sections: { id: string }[] } = await storedReport()
  sectionIds = report.sections.map(section => section.id)
  const writer = { username: 'qin', password: 'yan-chi-mo-xiang-8', name: '秦砚秋', role: 'coordinator' }
  await page.request.post(`${server.url}/api/v1/people`, { data: { ...writer, departmentIds: [] } })
  const token = server.command('token', 'create', '--user', writer.username).trim()
  others = connectOther(server.url, reportId, token)
  await page.goto(`${server.url}/reports/${reportId}`)
  method = await InputMethod.of(page)
})

test.afterAll(async () => {
  others.close()
  await page.context().close()
  await server.stop()
})

const storedReport = async () => (await page.request.get(`${server.url}/api/v1/reports/${reportId}`)).json()

function isText(bytes: Uint8Array): boolean {
  const frame = decodeFrame(bytes)
  if (frame.op !== 'data' || frame.channel === 0) return false
  return frame.payload[0] === message.sync && frame.payload[1] !== sync.step1
}

/** What each text block says, carets of others left out. */
const blocksOf = (editor: Locator) =>
  editor.evaluate(element =>
    [...element.querySelectorAll('p, h3, h4, h5')].map(block => {
      const copy = block.cloneNode(true)
      if (!(copy instanceof Element)) return ''
      for (const caret of copy.querySelectorAll('.tg-caret')) caret.remove()
      return copy.textContent
    }),
  )

/** Puts the caret there, or selects from there to there, as a person does by mouse. */
async function select(editor: Locator, at: Place, upTo: Place): Promise<void> {
  await editor.focus()
  await editor.evaluate(
    (element, places) => {
      const point = ([block, offset]: readonly [number, number]): [Node, number] => {
        const place = element.querySelectorAll('p, h3, h4, h5')[block]
        if (!place) throw new Error('there is no such block')
        const words = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
        let left = offset
        for (let node = words.nextNode(); node; node = words.nextNode()) {
          const length = node.textContent?.length ?? 0
          if (left <= length) return [node, left]
          left -= length
        }
        return [place, 0]
      }
      const [from, to] = places.map(point)
      if (from && to) getSelection()?.setBaseAndExtent(...from, ...to)
    },
    [at, upTo],
  )
  await settled()
}

const polling = { intervals: [5, 10, 20, 50] }

/** The browser has done what was on its way. */
const settled = () =>
  page.evaluate(
    () =>
      new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  )

/** Waits until the text blocks say one of these. */
const say = (editor: Locator, possible: readonly (readonly string[])[]) =>
  expect(async () => expect(possible).toContainEqual(await blocksOf(editor))).toPass({
    ...polling,
    timeout: 10_000,
  })

for (const [at, row] of cases.entries())
  test(`${row.rule ?? 'M1'} ${row.title}`, async () => {
    const section = page.getByRole('region', { name: row.title, exact: true })
    const editor = section.getByRole('textbox', { name: /正文/ })
    const session = others.section(sectionIds[at] ?? '')
    const other = new OtherHand(session)
    await section.scrollIntoViewIfNeeded()
    await session.whenStored()
    await select(editor, row.at, row.upTo ?? row.at)
    const scene: Scene = {
      page,
      section,
      editor,
      method,
      async meanwhile(change) {
        await session.whenStored()
        const before = arrived
        change(other)
        await session.whenStored()
        await expect.poll(() => arrived, polling).toBeGreaterThan(before)
        await settled()
      },
    }
    await row.act(scene)
    const without = (blocks: readonly string[]) => blocks.map(block => block.replace('◆', ''))
    const possible = [row.ends, row.orEnds ?? row.ends]
    await say(editor, possible.map(without))
    await method.commit('◆')
    await say(editor, possible)
    const ends = await blocksOf(editor)
    await row.also?.(scene)
    await expect
      .poll(() => other.text.replace(/[\t\n]/g, ' '), 'the other sees the same')
      .toBe(ends.join(' '))
    const stored: { sections: { id: string; text: string }[] } = await storedReport()
    const text = stored.sections.find(({ id }) => id === sectionIds[at])?.text
    expect(text?.replace(/[\t\n]/g, ' '), 'the log says the same').toBe(ends.join(' '))
    expect(failures).toEqual([])
  })

test('M4 a heading or title composed while others rename is the composer’s, whole; who only looked reverts nobody', async () => {
  const [own = '', next = ''] = sectionIds
  const change = (path: string, data: object) =>
    page.request.patch(`${server.url}/api/v1/reports/${reportId}${path}`, { data })
  const heading = page.locator(`[data-section="${own}"]`).getByRole('textbox', { name: /标题$/ })
  const title = page.locator('.bench-title').getByRole('textbox')
  const fields = [
    { field: heading, rename: (words: string) => change(`/sections/${own}`, { heading: words }) },
    { field: title, rename: (words: string) => change('', { title: words }) },
  ]
  const wordsOf = (field: Locator) =>
    field.evaluate(element => (element instanceof HTMLInputElement ? element.value : element.textContent))
  for (const [at, { field, rename }] of fields.entries()) {
    /** The others rename, and a section beside it too, by which is seen that it has come. */
    const meanwhile = async (words: string) => {
      const sign = `邻节${at}${words}`
      await rename(words)
      await change(`/sections/${next}`, { heading: sign })
      await expect(page.locator(`#section-${next}`)).toHaveAttribute('aria-label', sign)
    }
    await field.scrollIntoViewIfNeeded()
    await field.focus()
    await meanwhile('别人起的名')
    await field.blur()
    await expect.poll(() => wordsOf(field), 'who only looked').toBe('别人起的名')
    await field.focus()
    await page.keyboard.press('End')
    await method.spell('nihao')
    await meanwhile('又换一个')
    await method.commit('你好')
    await page.keyboard.press('Enter')
    await expect.poll(() => wordsOf(field)).toBe('别人起的名你好')
    await meanwhile('最后的名')
    await expect.poll(() => wordsOf(field)).toBe('最后的名')
  }
})
