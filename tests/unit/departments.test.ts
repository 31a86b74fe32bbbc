/** The house's own word for its 部门 stands wherever the dictionaries say it, in both languages. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sayDepartments } from '../../shared/i18n/departments.ts'
import { dictionaries, languages } from '../../shared/i18n/dictionaries.ts'

test('B the label chosen by the house is said in Chinese, its word in English', () => {
  const zh = sayDepartments(dictionaries.zh, 'zh', '科室')
  expect([zh.people.title, zh.outline.lead, zh.board.group]).toEqual(['人员与科室', '主办科室', '按科室分组'])
  const en = sayDepartments(dictionaries.en, 'en', '办公室')
  expect(en.people).toMatchObject({
    addDepartment: 'Add an office',
    departments: 'Offices',
    title: 'People and offices',
  })
  expect(sayDepartments(dictionaries.en, 'en', '村').people.departments).toBe('Villages')
  expect(sayDepartments(dictionaries.en, 'en', '社区').people.tabDepartments).toBe('Communities')
  expect(sayDepartments(dictionaries.en, 'en', 'Branch').people.departments).toBe('Branches')
  expect(sayDepartments(dictionaries.en, 'en', '分场').people.department).toBe('Department')
})

test('B no mark is left, values keep their places, and a label breaks nothing', () => {
  for (const language of languages) {
    const said = JSON.stringify(sayDepartments(dictionaries[language], language, '"\\{{n}}$&'))
    expect(said).not.toMatch(/\{部门\}|\{(?:[aA] )?[dD]epts?\}/)
    // Refusals are told without asking what the house calls anything.
    expect(JSON.stringify(dictionaries[language].errors)).not.toMatch(/\{部门\}|[^{]\{[\w ]+\}/)
  }
  expect(sayDepartments(dictionaries.zh, 'zh', '"\\$&').people.tabDepartments).toBe('"\\$&')
  expect(sayDepartments(dictionaries.en, 'en', '村').notices.textOf).toBe('Text for {{department}}')
})

test('B whoever takes words from the dictionaries says the house’s, or needs no such word', () => {
  const root = join(import.meta.dirname, '../..')
  const code = (file: string) => readFileSync(join(root, file), 'utf8')
  const takers = globSync('{client,server,shared}/**/*.{ts,tsx}', { cwd: root }).filter(file =>
    /import \{[^}]*\bdictionaries\b[^}]*\} from/.test(code(file)),
  )
  expect(takers.filter(file => !code(file).includes('sayDepartments')).sort()).toEqual([
    'server/cli/check.ts', // what a rule found
    'server/cli/command.ts', // refusals
    'server/cli/import.ts', // what an import doubts
    'server/convert/comparison.ts', // the signs of a 花脸稿
    'server/convert/export.ts', // the sheet's own words
    'server/convert/side-names.ts', // what was compared
    'server/http/progress.ts', // refusals
    'server/http/refusals.ts',
  ])
})
