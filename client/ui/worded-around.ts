/** A part of the workbench beside the text: its words come along, and are here before it is drawn. */
import { getI18n } from 'react-i18next'
import { addWords } from '../i18n.ts'

export async function wordedAround<Part>(part: Promise<Part>): Promise<Part> {
  const { aroundWords } = await import('./around-words.ts')
  addWords(getI18n(), 'zh', aroundWords.zh)
  addWords(getI18n(), 'en', aroundWords.en)
  return part
}
