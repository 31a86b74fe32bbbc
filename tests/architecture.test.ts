/**
 * The structure that docs/ARCHITECTURE.md draws, held against the code: who may import whom, what shared/
 * may never touch, and that every rule of a SPEC.md has a test whose title begins with the rule's id.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { limits } from '../shared/limits.ts'

const root = join(import.meta.dirname, '..')
const sources = globSync('{client,server,shared}/**/*.{ts,tsx}', { cwd: root })
const tests = globSync('tests/**/*.{ts,tsx}', { cwd: root })
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Module names as written, with `from` of imports and exports and dynamic imports. */
function importsOf(file: string): string[] {
  const code = read(file)
  const found = [...code.matchAll(/\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm)]
  return found.map(match => match[1] ?? match[2] ?? match[3] ?? '')
}

/** Where a relative import leads, from the root of the project; packages stay as they are. */
function target(file: string, name: string): string {
  return name.startsWith('.') ? normalize(join(dirname(file), name)) : name
}

const edges = sources.flatMap(file => importsOf(file).map(name => ({ file, to: target(file, name) })))
const offending = (from: RegExp, to: RegExp) =>
  edges
    .filter(edge => from.test(edge.file) && to.test(edge.to))
    .map(edge => `${edge.file} imports ${edge.to}`)

describe('layers', () => {
  test.each([
    ['shared/ imports nothing of server or client', /^shared\//, /^(server|client)\//],
    ['shared/ touches no node module', /^shared\//, /^node:/],
    ['client/ never imports server/', /^client\//, /^server\//],
    ['server/ never imports client/', /^server\//, /^client\//],
    ['http/ never imports collab/', /^server\/http\//, /^server\/collab\//],
    ['collab/ never imports http/', /^server\/collab\//, /^server\/http\//],
    [
      'reports/ and accounts/ import neither http/ nor collab/',
      /^server\/(reports|accounts)\//,
      /^server\/(http|collab)\//,
    ],
    [
      'store/, bus/ and ops/ import no verbs',
      /^server\/(store|bus|ops)\//,
      /^server\/(reports|accounts|delivery|http|collab|cli)\//,
    ],
    ['delivery/ imports no verbs', /^server\/delivery\//, /^server\/(reports|accounts|http|collab|cli)\//],
    ['convert/ imports only shared/', /^server\/convert\//, /^server\/(?!convert\/)/],
  ])('%s', (_title, from, to) => {
    expect(offending(from, to)).toEqual([])
  })

  test('panels never import each other', () => {
    const panel = (path: string) => /^client\/panels\/([^/]+)/.exec(path)?.[1]
    const crossed = edges.filter(
      edge =>
        panel(edge.file) !== undefined && panel(edge.to) !== undefined && panel(edge.file) !== panel(edge.to),
    )
    expect(crossed).toEqual([])
  })

  test('every relative import names an existing file with its ending', () => {
    const missing = edges.filter(
      edge =>
        /^(client|server|shared)\//.test(edge.to) && !existsSync(join(root, edge.to.replace(/\?.*$/, ''))),
    )
    expect(missing).toEqual([])
  })
})

describe('what comes first', () => {
  /** What an import brings along at once: neither types nor what is fetched later. */
  const broughtBy = (file: string) =>
    [...read(file).matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm)].map(match =>
      target(file, match[1] ?? ''),
    )
  const allBroughtBy = (entries: readonly string[]) => {
    const brought = new Set(entries)
    for (const file of brought)
      if (/\.tsx?$/.test(file) && existsSync(join(root, file)))
        for (const one of broughtBy(file)) brought.add(one)
    return [...brought]
  }

  test('the door brings neither the editor nor the kit of the workbench', () => {
    const brought = allBroughtBy(['client/main.tsx', 'client/pages/door/Door.tsx'])
    expect(brought).toContain('client/pages/door/SignPage.tsx')
    expect(brought.filter(name => /^(?:yjs|lib0|prosemirror|@tiptap|@mantine|@tanstack)/.test(name))).toEqual(
      [],
    )
  })

  test('a report comes without the reader of pastes, the checks, the controls of the kit and the words around it', () => {
    const brought = allBroughtBy([
      'client/main.tsx',
      'client/pages/App.tsx',
      'client/pages/report/ReportPage.tsx',
    ])
    expect(brought).toContain('client/editor/text-editor.ts')
    const late =
      /^(?:shared\/(?:import|checks\/(?!counts)|comments\/anchor|i18n)\/|client\/panels\/|client\/ui\/EmptyState)/
    expect(
      brought.filter(name => late.test(name) && !/^shared\/i18n\/(?:departments|fill)\.ts$/.test(name)),
    ).toEqual([])
  })
})

describe('purity', () => {
  test('shared/ uses no DOM, clock or randomness of its own', () => {
    const impure = /\b(document\.|window\.|localStorage|Date\.now\(|new Date\(\)|Math\.random\(|fetch\()/
    const offenders = sources.filter(
      file => file.startsWith('shared/') && impure.test(withoutComments(read(file))),
    )
    expect(offenders).toEqual([])
  })

  test('only the entry points touch process', () => {
    const entries = new Set(['server/main.ts', 'server/demo.ts', 'server/cli/main.ts'])
    const offenders = sources.filter(
      file =>
        file.startsWith('server/') && !entries.has(file) && /\bprocess\./.test(withoutComments(read(file))),
    )
    expect(offenders).toEqual([])
  })

  test('nobody but shared/permissions.ts decides by role', () => {
    const byRole = /\.role\s*[!=]==?\s*['"]|isAdministrator\s*(&&|\|\||\?)/
    const offenders = sources.filter(
      file => file.startsWith('server/') && byRole.test(withoutComments(read(file))),
    )
    expect(offenders).toEqual([])
  })
})

describe('habits', () => {
  test('every source file opens with a comment that says what it owns', () => {
    const offenders = sources.filter(
      file => !/^(#!.*\n)?\s*\/\*\*/.test(read(file)) && !file.startsWith('shared/i18n/'),
    )
    expect(offenders).toEqual([])
  })

  test('no barrels: no file is called index', () => {
    expect(sources.filter(file => /\/index\.tsx?$/.test(file))).toEqual([])
  })
})

describe('documents', () => {
  test('OPERATIONS lists every limit', () => {
    const operations = read('docs/OPERATIONS.md')
    expect(Object.keys(limits).filter(name => !operations.includes(`\`${name}\``))).toEqual([])
  })

  test('files that README and docs point at exist', () => {
    const pages = ['README.md', ...globSync('docs/*.md', { cwd: root })]
    const links = pages.flatMap(page =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match =>
        join(dirname(page), match[1] ?? ''),
      ),
    )
    expect(links.filter(link => !existsSync(join(root, link)))).toEqual([])
  })
})

describe('SPEC', () => {
  const specs = globSync('{server,shared,client}/**/SPEC.md', { cwd: root })
  const titles = tests
    .filter(file => file !== 'tests/architecture.test.ts')
    .flatMap(file => [
      ...read(file).matchAll(/\b(?:test|it)(?:\.\w+)*(?:\([^'"`]*\))?\(\s*['"`]([A-Z]\d+)\b/g),
    ])
    .map(match => match[1])

  test('there is a SPEC for the engine', () => {
    expect(specs).toContain('server/collab/SPEC.md')
  })

  test.each(specs)('every rule of %s has a test that begins with its id', spec => {
    const rules = [...read(spec).matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(match => match[1])
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.filter(rule => !titles.includes(rule))).toEqual([])
  })
})

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
