/** A part of the workbench beside the text: its words come along, and are here before it is drawn. */
import { addWords } from '../i18n.ts'

export async function wordedAround<Part>(part: Promise<Part>): Promise<Part> {
  const { aroundWords } = await import('./around-words.ts')
  addWords(aroundWords)
  return part
}
