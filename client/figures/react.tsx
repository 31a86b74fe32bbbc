/** The register of the report on screen, for React, and the way to open one of its figures. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import type { Figure } from '../../shared/api.ts'
import { useFigures } from '../api/queries.ts'
import { createRegister, type FigureRegister, type Figures } from './register.ts'

type Around = { readonly register: FigureRegister; readonly open: (figureId: string) => void }

const AroundContext = createContext<Around | undefined>(undefined)

/** Keeps the register filled; its values are the same object until one changes. */
export function useFilledRegister(reportId: string): {
  readonly register: FigureRegister
  readonly figures: Figures
} {
  const [register] = useState(createRegister)
  const { data = noFigures } = useFigures(reportId)
  const figures = useMemo(() => new Map(data.map(figure => [figure.id, figure])), [data])
  useLayoutEffect(() => register.set(data), [register, data])
  return { register, figures }
}

const noFigures: readonly Figure[] = []

/** `open` shows a figure, to be looked at or filled in. */
export function RegisterProvider({ register, open, children }: Around & { readonly children: ReactNode }) {
  const around = useMemo(() => ({ register, open }), [register, open])
  return <AroundContext value={around}>{children}</AroundContext>
}

export function useRegister(): Around {
  const around = useContext(AroundContext)
  if (!around) throw new Error('no register of figures around')
  return around
}
