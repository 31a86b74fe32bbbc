/** The register of the report on screen, for React: held above the workbench, asked for again when something changes. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import type { Figure } from '../../shared/api.ts'
import { useFigures } from '../api/queries.ts'
import { createRegister, type FigureRegister, type Figures } from './register.ts'

const RegisterContext = createContext<FigureRegister | undefined>(undefined)

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

export function RegisterProvider({
  register,
  children,
}: {
  readonly register: FigureRegister
  readonly children: ReactNode
}) {
  return <RegisterContext value={register}>{children}</RegisterContext>
}

export function useRegister(): FigureRegister {
  const register = useContext(RegisterContext)
  if (!register) throw new Error('no register of figures around')
  return register
}
