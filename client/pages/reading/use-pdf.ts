/** The PDF from the server: asked for here, so that its making shows and can be cancelled. */
import { useRef, useState } from 'react'
import { fetchFile } from '../../api/files.ts'
import { giveFile } from '../../ui/download.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

export type PdfMaking = { readonly busy: boolean; readonly start: () => void; readonly cancel: () => void }

/** `address` is that of the export. */
export function usePdf(address: string): PdfMaking {
  const fail = useTellFailure()
  const [busy, setBusy] = useState(false)
  const making = useRef<AbortController>(undefined)
  const make = async () => {
    const mine = new AbortController()
    making.current = mine
    setBusy(true)
    try {
      const { name, blob } = await fetchFile(address, mine.signal)
      giveFile(name, blob)
    } catch (error) {
      if (!mine.signal.aborted) fail(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, start: () => void make(), cancel: () => making.current?.abort() }
}
