/** What the files in deploy/ say, for tests that do as they say. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const deploy = join(import.meta.dirname, '../../deploy')

/** The files and folders of this project that the image has at the end, without what its earlier stages make. */
export function imageFiles(): string[] {
  const stages = readFileSync(join(deploy, 'Dockerfile'), 'utf8').split(/^FROM /m)
  const copied = (stages.at(-1) ?? '').matchAll(/^COPY (?!--from)(.+) \S+$/gm)
  return [...copied].flatMap(match => (match[1] ?? '').split(' '))
}
