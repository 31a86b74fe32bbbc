/** A part of the app that says words which the workbench has not: they come along, and are here before it is drawn. */
import { getI18n } from 'react-i18next'
import { addWords } from '../i18n.ts'

export async function worded<Part>(part: Promise<Part>): Promise<Part> {
  const { pageWords } = await import('./words.ts')
  addWords(getI18n(), 'zh', pageWords.zh)
  addWords(getI18n(), 'en', pageWords.en)
  return part
}
