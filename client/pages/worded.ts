/**
 * A part of the app that says words which the text on the workbench has not: they come along, and are here before
 * it is drawn. What may stand beside the text takes client/ui/worded-around.ts, which brings fewer.
 */
import { addWords } from '../i18n.ts'
import { wordedAround } from '../ui/worded-around.ts'

export async function worded<Part>(part: Promise<Part>): Promise<Part> {
  const [{ pageWords }] = await Promise.all([import('./words.ts'), wordedAround(part)])
  addWords(pageWords)
  return part
}
