/** What the line of a page break is called, for paper.css. */
import type { CSSProperties } from 'react'

export function pageBreakWord(word: string): CSSProperties {
  return Object.fromEntries([['--page-break-word', JSON.stringify(word)]])
}
