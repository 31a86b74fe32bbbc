/** What acts on a text of the sheet, fetched once the texts are here. */
import { useEffect, useState } from 'react'
import { later } from '../ui/lazy.ts'
import { pasteReader } from './paste/clipboard.ts'
import type { Toolbar } from './Toolbar.tsx'

// What is done to a text from beside it.
export const taking = later(() => import('./take-over.ts'))
export const citing = later(() => import('./figures/cite.ts'))
export const mending = later(() => import('./mend-findings.ts'))

/**
 * Fetched once the texts are here, with what acts on them: without them there is nothing to be done. From then on it is drawn with
 * the focus itself, so that the key that leads to it finds it.
 */
export function useSheetTools(wanted: boolean): Tools | undefined {
  const [tools, setTools] = useState<Tools>()
  useEffect(() => {
    // Should it fail, the next focus asks again.
    if (!wanted || tools) return
    import('./Toolbar.tsx').then(
      loaded => {
        setTools(loaded)
        for (const part of [pasteReader, taking, citing, mending]) part.prepare()
      },
      () => {},
    )
  }, [wanted, tools])
  return tools
}

type Tools = { readonly Toolbar: typeof Toolbar }
