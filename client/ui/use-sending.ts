/** One form on its way to the server: busy, or failed with an error, never both at once. */
import { useState } from 'react'

export type Sending = {
  readonly busy: boolean
  readonly error: unknown
  /** Runs `send` unless one is under way; keeps what it throws. */
  readonly run: (send: () => Promise<void>) => Promise<void>
}

export function useSending(): Sending {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined })
  return {
    ...state,
    run: async send => {
      if (state.busy) return
      setState({ busy: true, error: undefined })
      try {
        await send()
        setState({ busy: false, error: undefined })
      } catch (error) {
        setState({ busy: false, error })
      }
    },
  }
}
