/**
 * A 来稿 as one page that any browser opens for good: who sent it and what became of it, then its text with
 * tables and images as they stood. Nothing runs in it and nothing is loaded.
 */
import type { ExportImages } from '../../shared/assemble/images.ts'
import type { AssembledBlock } from '../../shared/assemble/assemble.ts'
import { sectionHtml } from '../../shared/html/blocks.ts'
import { element, text } from '../../shared/html/markup.ts'
import { imageAddresses, page } from './export.ts'

type SubmissionPage = {
  readonly title: string
  /** What is said about it, a line each. */
  readonly facts: readonly string[]
  readonly section: {
    readonly id: string
    readonly level: number
    readonly blocks: readonly AssembledBlock[]
  }
  readonly images: ExportImages
}

export function submissionPage({ title, facts, section, images }: SubmissionPage): string {
  const lines = facts.map(fact => element('p', {}, text(fact)))
  const about = element('div', { class: 'hint' }, element('h1', {}, text(title)), ...lines)
  const sheet = element('article', { class: 'paper' }, sectionHtml(section, imageAddresses(images)))
  return page(title, element('main', { class: 'desk' }, about, sheet)).toWellFormed()
}
