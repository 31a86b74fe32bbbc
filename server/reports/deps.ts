/** What the verbs of a report are handed. */
import type { Conversions } from '../ops/conversions.ts'
import type { Imaging } from '../ops/imaging.ts'
import type { Deps } from '../ops/deps.ts'
import type { Printing } from '../paper/printing.ts'
import type { Reading } from '../ops/reading.ts'
import type { Checked } from './checked.ts'
import type { Texts } from './texts.ts'

export type ReportDeps = Deps & {
  readonly texts: Texts
  readonly conversions: Conversions
  readonly checked: Checked
  readonly reading: Reading
  readonly imaging: Imaging
  readonly printing: Printing
}
