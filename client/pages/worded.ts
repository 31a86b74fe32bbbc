/** A part of the app that says words which the workbench has not: they come along, and are here before it is drawn. */
import { getI18n } from 'react-i18next'

export async function worded<Part>(part: Promise<Part>): Promise<Part> {
  const { pageWords } = await import('./words.ts')
  for (const [language, words] of Object.entries(pageWords))
    getI18n().addResourceBundle(language, 'translation', words)
  return part
}
