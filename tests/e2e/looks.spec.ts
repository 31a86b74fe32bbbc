/** Every page in both languages, light and dark, wide and on a phone: axe finds nothing, nothing overflows. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { bringMaterial } from '../support/materials.ts'
import { departmentIds, hire, type Somebody, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, type RunningServer, signIn, startServer, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

type Look = { readonly scheme: 'light' | 'dark'; readonly viewport: typeof wide }

/**
 * Each of language, scheme and width is seen with both of every other. A page is loaded once a language, in the
 * one at the desk and in the other on the phone, and turned to the other look as it stands.
 */
const languages: readonly { readonly language: 'zh' | 'en'; readonly looks: readonly [Look, Look] }[] = [
  {
    language: 'zh',
    looks: [
      { scheme: 'light', viewport: wide },
      { scheme: 'dark', viewport: phone },
    ],
  },
  {
    language: 'en',
    looks: [
      { scheme: 'light', viewport: phone },
      { scheme: 'dark', viewport: wide },
    ],
  },
]

/** A browser in which the language is chosen. */
async function browserIn(browser: Browser, language: string): Promise<Page> {
  const page = await openBrowser(browser)
  await page.addInitScript(chosen => {
    localStorage.setItem('tonggao-language', chosen)
    document.cookie = `lang=${chosen};path=/`
  }, language)
  return page
}

/** Resolves when nothing of the page is still changing its colours. */
async function turnTo(page: Page, { scheme, viewport }: Look): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme: scheme })
  await page.evaluate(async () => {
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const turning = document.getAnimations().filter(animation => animation instanceof CSSTransition)
    await Promise.allSettled(turning.map(({ finished }) => finished))
  })
}

/** The page is there, and nothing is on its way any more. */
async function expectComplete(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(
    page.locator('.page-loading, .mantine-Skeleton-root, span.bench-bar, span.bench-bottom'),
  ).toHaveCount(0)
}

/** Going to a section moves the sheet; the window itself never scrolls the bar away. */
async function expectBarStays(page: Page, workbench: string): Promise<void> {
  await page.goto(workbench)
  const rows = page.getByRole('treeitem')
  await rows.nth(5).click()
  await expect(page.getByRole('region').and(page.locator('.tg-focused'))).toBeInViewport()
  // The fields of the chosen section make the panel longer than the window.
  await expect(page.getByRole('complementary').getByRole('switch')).toBeAttached()
  await rows.last().click()
  await expect(page.getByRole('region').and(page.locator('.tg-focused'))).toBeInViewport()
  await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(
    0,
  )
}

/** Everything that a page can show: who sees it, and where it stands in the furnished office. */
type Places = Readonly<Record<string, string>>
type Office = {
  readonly author: Somebody
  readonly ofCoordinator: Places
  readonly ofAuthor: Places
  readonly ofStranger: Places
}

async function furnish(server: RunningServer): Promise<Office> {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const farming = idOf('农业办')
  const author = await hire(server, keeper, { name: '罗麦生', username: 'luo', departmentIds: [farming] })
  const { body: sample } = await keeper.call('loadSample', {})
  // A row in the list of invitations is the widest thing on the page of people.
  const { body: invited } = await keeper.call(
    'createInvitation',
    {},
    { departmentId: farming, role: 'author' },
  )
  const { body: reset } = await keeper.call('makeResetLink', { personId: author.id })

  const paragraph = { type: 'paragraph' as const, content: [{ type: 'text' as const, text: '播种五千亩。' }] }
  const text = { type: 'doc' as const, content: [paragraph] }
  const section = { level: 1, numbered: true, role: null, leadId: farming, text }
  const sections = ['农业生产', '防汛抗旱'].map(heading => ({ ...section, heading, guidance: '写收成' }))
  const { body: earlier } = await keeper.call(
    'createReport',
    {},
    { title: '2025年总结', period: '', sections },
  )
  const beginning = { title: '2026年总结', period: '', deadline: '2020-01-01T00:00:00Z' }
  const { body: report } = await keeper.call('beginFromReport', { reportId: earlier.id }, beginning)
  const [first, second] = report.sections.map(one => ({ reportId: report.id, sectionId: one.id }))
  if (!first || !second) throw new Error('the report has two sections')
  // The coordinator leads the department, so that a signature waits for them.
  await keeper.call(
    'changeDepartment',
    { departmentId: farming },
    { leaderId: keeper.id, headIds: [keeper.id] },
  )
  const owed = { name: '播种面积', unit: '亩', departmentId: farming, dueAt: '2020-01-01T00:00:00Z' }
  await keeper.call('putFigures', first, { figures: [owed] })
  await author.call('writeSection', first, { text: '播种六千亩。', base: 1 })
  await author.call('submitSection', first, {})
  const notes = [{ quote: '六千亩', note: '与台账核对' }]
  await keeper.call('returnSection', first, { reason: '数字没有核对', notes })
  await keeper.call('changeReport', second, { signoff: 'head-and-leader' })
  await author.call('submitSection', second, { nil: true })
  const { body: signing } = await author.call('createSignatureLink', second, { signer: '闻人敬' })
  const other = { reportId: earlier.id, sectionId: earlier.sections[0]?.id ?? '' }
  await keeper.call('changeReport', other, { signoff: 'head-and-leader' })
  await author.call('submitSection', other, {})
  await author.call('recordSignature', other, { signer: '闻人敬', medium: 'paper' })
  // What was signed for them reads otherwise by now.
  const later = {
    type: 'doc' as const,
    content: [{ ...paragraph, content: [{ type: 'text' as const, text: '播种七千亩。' }] }],
  }
  const { body: handIn } = await keeper.call('getHandIn', other)
  await keeper.call('putText', other, { text: later, base: handIn.seq, mode: 'replace' })
  const recipients = [{ name: '县水务局' }, { personId: author.id }]
  const round = {
    title: '第一轮',
    note: '请看数字',
    dueAt: '2099-01-01T00:00:00Z',
    recipients,
    advance: true,
  }
  const { body: asked } = await keeper.call('startConsultation', { reportId: sample.id }, round)
  const entry = { kind: 'leader' as const, wording: '闻人敬', instead: '党委书记', rank: 1, note: '' }
  await keeper.call('addHouseEntry', {}, entry)
  const { body: finished } = await keeper.call(
    'createReport',
    {},
    { title: '2024年总结', period: '', sections },
  )
  const done = { reportId: finished.id }
  await keeper.call('moveStage', done, { stage: 'final' })
  await expect
    .poll(async () => (await keeper.call('listPublications', done)).body.publications[0]?.state, {
      // A Chromium is started for its PDF.
      timeout: 40_000,
    })
    .toBe('ready')
  const of = `/reports/${sample.id}`
  await keeper.call('askForMaterial', { reportId: sample.id }, { departmentIds: [farming] })
  const bytes = '一、粮食生产\n播种早稻五千亩，新建泵站两座，培训农户三百人次。\n二、存在问题\n后备力量不足。'
  const brought = { reportId: sample.id, bytes, department: farming, name: '农业办2026年度工作总结' }
  expect((await bringMaterial(server.url, author, brought)).status).toBe(200)
  const { body: saved } = await keeper.call('saveVersion', { reportId: sample.id }, { name: '讨论稿' })
  return {
    author,
    ofCoordinator: {
      '/': '/',
      '/reports/new': '/reports/new',
      '/reports/:reportId': of,
      '/reports/:reportId/board': `${of}/board`,
      '/reports/:reportId/desk': `${of}/desk`,
      '/reports/:reportId/material': `${of}/material`,
      '/reports/:reportId/notice': `${of}/notice`,
      '/reports/:reportId/compare': `/reports/${report.id}/compare?left=last-year&shown=everything`,
      '/reports/:reportId/consult': `${of}/consult`,
      '/reports/:reportId/read': `${of}/read`,
      '/reports/:reportId/final': `/reports/${finished.id}/final`,
      '/reports/:reportId/history': `${of}/history`,
      '/reports/:reportId/versions/:versionId': `${of}/versions/${saved.id}`,
      '/import': '/import',
      '/search': '/search?q=%E6%92%AD%E7%A7%8D',
      '/people': '/people',
      '/audit': '/audit',
      '/channels': '/channels',
      '/house': '/house',
      '/inbox': '/inbox',
      '/account': '/account',
      '*': '/nowhere',
      '/sign-off': `/sign-off/${other.reportId}/${other.sectionId}`,
    },
    ofAuthor: {
      'my work': '/',
      '/hand-in': `/hand-in/${first.reportId}/${first.sectionId}`,
      'asked for an opinion': `${of}/consult`,
      'material of a department': `${of}/material`,
    },
    ofStranger: {
      '/sign-in': '/sign-in',
      '/forgot': '/forgot',
      '/join': invited.link,
      '/setup': '/setup#nothing-that-anybody-gave-out',
      '/enter': '/enter#nothing-that-anybody-gave-out',
      '/reset': reset.link,
      '/sign': signing.link,
      '/opine': asked.links[0]?.link ?? '',
      '/published': '/published#nothing-that-anybody-gave-out',
    },
  }
}

test.describe('looks', () => {
  test.describe.configure({ mode: 'default' })
  let server: Awaited<ReturnType<typeof startServer>>
  let office: Office
  test.beforeAll(async () => {
    server = await startServer()
    office = await furnish(server)
  })
  test.afterAll(() => server.stop())

  test('no page is left out', () => {
    const code = (file: string) => readFileSync(new URL(`../../client/${file}`, import.meta.url), 'utf8')
    const routes = [...code('pages/App.tsx').matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path)
    const [, list = ''] = /const doorPaths = \[([^\]]+)\]/.exec(code('main.tsx')) ?? []
    const doors = [...list.matchAll(/'([^']+)'/g)].map(([, path]) => path)
    const forms = [...code('main.tsx').matchAll(/Path = \/\^\\(\/[\w-]+)/g)].map(([, path]) => path)
    const pages = [...routes, ...doors, ...forms.filter(path => path !== '/reports')]
    expect(pages.length).toBeGreaterThan(20)
    const { ofCoordinator, ofAuthor, ofStranger } = office
    const looked = Object.keys({ ...ofCoordinator, ...ofAuthor, ...ofStranger })
    expect(pages.filter(path => path === undefined || !looked.includes(path))).toEqual([])
  })

  for (const { language, looks } of languages) {
    const walk = async (page: Page, places: Places) => {
      for (const [name, path] of Object.entries(places)) {
        await turnTo(page, looks[0])
        await page.goto(`${server.url}${path}`)
        await expectComplete(page)
        const lang = await page.evaluate(() => document.documentElement.lang)
        expect(lang).toMatch(language === 'zh' ? /^zh/ : /^en/)
        for (const { scheme, viewport } of looks) {
          await turnTo(page, { scheme, viewport })
          await expectComplete(page)
          const shot = `${name.replaceAll(/\W+/g, '-')}-${language}-${scheme}-${viewport.width}`
          await expectSound(page, { where: shot })
          if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/${shot}.png` })
        }
      }
    }

    test(`every page of a coordinator, ${language}, at the desk and on a phone, light and dark`, async ({
      browser,
    }) => {
      const page = await browserIn(browser, language)
      await signIn(page, server.url)
      await walk(page, office.ofCoordinator)
      await page.setViewportSize(wide)
      await expectBarStays(page, `${server.url}${office.ofCoordinator['/reports/:reportId']}`)
    })

    test(`every page of an author and of who is not signed in, ${language}, at the desk and on a phone, light and dark`, async ({
      browser,
    }) => {
      const page = await browserIn(browser, language)
      await walk(page, office.ofStranger)
      await signIn(page, server.url, office.author)
      await walk(page, office.ofAuthor)
    })
  }
})
