/** A time zone as browsers name it, as a query asks for it; UTC where none is asked. */
import { z } from 'zod'

export const timeZone = z.string().refine(isZone).default('UTC')

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).format()
    return true
  } catch {
    return false
  }
}
