/**
 * Text in this tab that the server has not, whoever holds it: pages offer it, and whatever has to tell of the end
 * of a session shows it. Asked for when it is shown, never kept.
 */
import { createContext, useContext, useEffect } from 'react'

type UnsavedPart = { readonly sectionId: string; readonly name: string; readonly text: string }
/** Of one report, in the order of its outline. */
export type UnsavedTexts = { readonly title: string; readonly parts: readonly UnsavedPart[] }

type Source = () => UnsavedTexts
export type UnsavedStore = { offer(source: Source): () => void; find(): UnsavedTexts | undefined }

export function createUnsavedStore(): UnsavedStore {
  const sources = new Set<Source>()
  return {
    offer(source) {
      sources.add(source)
      return () => sources.delete(source)
    },
    find: () => [...sources].map(source => source()).find(({ parts }) => parts.length > 0),
  }
}

export const UnsavedContext = createContext<UnsavedStore>(createUnsavedStore())

export function useOfferUnsaved(source: Source): void {
  const store = useContext(UnsavedContext)
  useEffect(() => store.offer(source), [store, source])
}

/** One plain text of all parts, each under its name. */
export function inOneText({ title, parts }: UnsavedTexts): string {
  return [title, ...parts.map(({ name, text }) => `${name}\n\n${text.trim()}`)].join('\n\n\n')
}

/** As a file that every Notepad reads: a mark of UTF-8, and Windows' line ends. */
export function downloadText(fileName: string, text: string): void {
  const blob = new Blob([`\ufeff${text.replaceAll('\n', '\r\n')}\r\n`], { type: 'text/plain;charset=utf-8' })
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName.replaceAll(/[\\/:*?"<>|]/g, '_')
  link.click()
  // Some browsers read it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
