/**
 * The drafts set aside in the report on screen, and the one dialog that shows them: sections, panel and top
 * bar ask for it here.
 */
import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SetAside } from '../../shared/api.ts'
import { useSetAside } from '../api/queries.ts'
import { wordedAround } from '../ui/worded-around.ts'
import { lazy } from '../ui/lazy.ts'

const SetAsideDialog = lazy(async () => ({
  default: (await wordedAround(import('./SetAsideDialog.tsx'))).SetAsideDialog,
}))

type Desk = {
  readonly reportId: string
  /** One's own; a coordinator has everybody's. The newest first. */
  readonly drafts: readonly SetAside[]
  /** Opens the dialog on one draft, or on the list of all. */
  readonly show: (draftId: string | null) => void
}

const DeskContext = createContext<Desk>({ reportId: '', drafts: [], show: () => {} })

export const useSetAsideDesk = (): Desk => useContext(DeskContext)

const none: readonly SetAside[] = []

export function SetAsideDesk({
  reportId,
  children,
}: {
  readonly reportId: string
  readonly children: ReactNode
}) {
  const drafts = useSetAside(reportId).data ?? none
  /** Undefined: closed. */
  const [shown, setShown] = useState<string | null>()
  const [wasShown, setWasShown] = useState(false)
  const opener = useRef<Element>(null)
  const show = useCallback((draftId: string | null) => {
    const { activeElement } = document
    // From one draft to the list the focus stays in the dialog.
    if (!activeElement?.closest('[role="dialog"]')) opener.current = activeElement
    setWasShown(true)
    setShown(draftId)
  }, [])
  const desk = useMemo(() => ({ reportId, drafts, show }), [reportId, drafts, show])
  return (
    <DeskContext value={desk}>
      {children}
      {wasShown && (
        <Suspense fallback={null}>
          <SetAsideDialog
            desk={desk}
            opened={shown !== undefined}
            draftId={shown ?? null}
            onClose={() => setShown(undefined)}
            onClosed={() => {
              // Mantine knows whom to give the focus back only from its second opening on.
              if (opener.current instanceof HTMLElement) opener.current.focus()
            }}
          />
        </Suspense>
      )}
    </DeskContext>
  )
}
