/** Words about figures, in English. */
import type { Dictionary } from '../zh.ts'

export const figures: Dictionary['figures'] = {
  gone: 'No longer in the register of figures',
  blank: 'not known yet',
  asOfDay: 'as of {{day}}',
  standing_estimate: 'estimate',
  standing_flash: 'early figure',
  standing_final: 'confirmed',
}
