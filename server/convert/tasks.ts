/** Every conversion by name. Each brings its code when it is asked for, so that a thread starts quickly. */
import { done } from '../../shared/errors.ts'
import type { Decoded } from '../../shared/import/decode.ts'
import type { TaskTable } from './task.ts'

export const tasks = {
  /** The bytes of a text file as text. */
  'read-text': async ({ bytes }: { readonly bytes: Uint8Array }) => {
    const { decodeText } = await import('../../shared/import/decode.ts')
    return done<Decoded>(decodeText(bytes))
  },
} satisfies TaskTable

export type Tasks = typeof tasks
