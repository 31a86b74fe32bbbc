/**
 * What a page brings along before its first key: the code that its start imports, and all that this imports, as
 * gzip leaves it at the build. `npm run bench:client` sees the same sum come over the network.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { compressedForms } from '../../shared/built.ts'

const dist = join(import.meta.dirname, '../../dist')

/** Kilobytes of JavaScript. The goals are 120 and 330; a page that grows shows here before it gets there. */
const most = { door: 110, report: 325 }

type Part = { readonly file: string; readonly imports?: readonly string[] }
type Manifest = Readonly<Record<string, Part>>

/** Bytes of these parts and of everything that they import, each once. */
function bytesOf(manifest: Manifest, names: readonly string[]): number {
  const brought = new Set(names)
  for (const name of brought) for (const one of manifest[name]?.imports ?? []) brought.add(one)
  return [...brought].reduce((sum, name) => sum + sent(manifest[name]?.file ?? ''), 0)
}

/** As it goes over the network of an office: without TLS browsers take no better form than gzip. */
function sent(file: string): number {
  const gzip = compressedForms.find(({ coding }) => coding === 'gzip')?.ending
  const path = join(dist, file)
  return (statSync(`${path}${gzip}`, { throwIfNoEntry: false }) ?? statSync(path)).size
}

test('The door and a report bring along no more than they need before the first key', () => {
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const found = (part: string) => Object.keys(manifest).filter(name => name.includes(part))
  const words = (name: string) => {
    const [only, ...more] = found(name)
    expect([name, more]).toEqual([name, []])
    return only ?? ''
  }
  const start = 'index.html'
  const door = [start, 'pages/door/Door.tsx', 'pages/door/words.ts', words('words-zh')]
  const report = [start, 'pages/App.tsx', 'pages/report/ReportPage.tsx', words('zh-app')]
  expect.soft(bytesOf(manifest, door) / 1000).toBeLessThan(most.door)
  expect.soft(bytesOf(manifest, report) / 1000).toBeLessThan(most.report)
  for (const name of [...door, ...report]) expect(manifest[name]?.file).toBeDefined()
})
