/** The dictionaries are complete, and no component speaks past them. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dictionaries } from '../../../shared/i18n/dictionaries.ts'
import { type Dictionary, zh } from '../../../shared/i18n/zh.ts'
import { zhOfAround } from '../../../shared/i18n/zh-around.ts'
import { zhOfPages } from '../../../shared/i18n/zh-pages.ts'

const root = join(import.meta.dirname, '../../..')

const flat = (dictionary: Dictionary) =>
  new Map(
    Object.entries(dictionary).flatMap(([area, words]) =>
      Object.entries(words).map(([key, word]): [string, string] => [`${area}.${key}`, word]),
    ),
  )

const variables = (word: string) => (word.match(/\{\{\w+\}\}/g) ?? []).sort()

describe('B: both languages are complete', () => {
  test('B English has exactly the keys of Chinese', () => {
    expect([...flat(dictionaries.en).keys()].sort()).toEqual([...flat(zh).keys()].sort())
  })

  test('B every word takes the same variables in both languages', () => {
    const en = flat(dictionaries.en)
    const different = [...flat(zh)].filter(
      ([key, word]) => variables(word).join() !== variables(en.get(key) ?? '').join(),
    )
    expect(different).toEqual([])
  })

  test('B no word is empty', () => {
    for (const dictionary of Object.values(dictionaries))
      expect([...flat(dictionary)].filter(([, word]) => word.trim() === '')).toEqual([])
  })

  test('B English has no Chinese but the name of the language', () => {
    const chinese = [...flat(dictionaries.en)].filter(([, word]) => /\p{Script=Han}/u.test(word))
    expect(
      chinese.map(([key]) => key).filter(key => !/^(common\.(otherLanguage|languageZh))$/.test(key)),
    ).toEqual([])
  })
})

describe('B: what a person sees comes from the dictionaries', () => {
  const own = globSync('client/{ui,pages,panels}/**/*.tsx', { cwd: root })
  const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

  test('B no component has Chinese words or marks of its own', () => {
    const ours = own.filter(file => !/^client\/pages\/(import|reading)\//.test(file))
    const offenders = ours.filter(file =>
      /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(
        withoutComments(readFileSync(join(root, file), 'utf8')),
      ),
    )
    expect(offenders).toEqual([])
  })

  test('B the workbench says no words that come with other pages alone', () => {
    // These panels come by worded(), with those words.
    const worded = ['checks/ChecksPanel', 'comments/CommentsPanel', 'versions/VersionsPanel']
    const workbench = globSync('client/{collab,editor,panels,set-aside,pages/report}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: worded.map(panel => `client/panels/${panel.split('/')[0]}/**`),
    })
    const areas = Object.keys(zhOfPages).join('|')
    const offenders = workbench.filter(file =>
      new RegExp(`['\`](${areas})\\.`).test(readFileSync(join(root, file), 'utf8')),
    )
    expect(workbench.length).toBeGreaterThan(50)
    const sidePanel = readFileSync(join(root, 'client/pages/report/SidePanel.tsx'), 'utf8')
    for (const panel of worded) expect(sidePanel).toContain(`worded(import('../../panels/${panel}.tsx'))`)
    expect(offenders).toEqual([])
  })

  test('B the text on the workbench says no words that come with what stands around it', () => {
    // The rest of the workbench comes by wordedAround(), with those words.
    const text = globSync('client/{collab,editor}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: ['client/editor/SectionNotes.tsx'],
    })
    const areas = Object.keys(zhOfAround).join('|')
    const says = (file: string) =>
      new RegExp(`['\`](${areas})\\.`).test(readFileSync(join(root, file), 'utf8'))
    expect(
      [...text, 'client/pages/report/ReportPage.tsx', 'client/pages/report/Workbench.tsx'].filter(says),
    ).toEqual([])
    for (const file of ['editor/SectionPart.tsx', 'set-aside/desk.tsx', 'pages/report/Workbench.tsx'])
      expect(readFileSync(join(root, 'client', file), 'utf8')).not.toMatch(/lazy\(async[^)]*await import\(/)
  })

  test('B every page but the workbench brings those words', () => {
    const app = readFileSync(join(root, 'client/pages/App.tsx'), 'utf8')
    const pages = [...app.matchAll(/(worded\()?import\('\.\/([\w/]+Page)\.tsx'\)/g)]
    expect(pages.length).toBeGreaterThan(5)
    expect(pages.filter(([, worded]) => !worded).map(([, , page]) => page)).toEqual(['report/ReportPage'])
  })

  test('B no component has English words between its tags or in its labels', () => {
    const spoken = />\s*[A-Z][a-z]+[^<>{}=;()]*<\/|(?:aria-label|title|placeholder|label)="[A-Za-z]/
    const offenders = own.filter(file => spoken.test(withoutComments(readFileSync(join(root, file), 'utf8'))))
    expect(offenders).toEqual([])
  })
})
