/** What the verbs of people are handed. */
import type { Deps } from '../ops/deps.ts'
import type { Identity } from './identity.ts'

export type AccountDeps = Deps & { readonly identity: Identity }
