/**
 * What somebody is writing on the plain page, kept in this browser at each letter until the server has it:
 * a chat program closes its browser without a word. A browser without storage works without.
 */
export type KeptText = { readonly text: string; readonly base: number; readonly fromFile: boolean }

export type Place = {
  readonly installationId: string
  readonly personId: string
  readonly sectionId: string
}

const keyOf = ({ installationId, personId, sectionId }: Place) =>
  `tonggao-hand-in/${installationId}/${personId}/${sectionId}`

export function readKept(place: Place): KeptText | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null')
    return isKept(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Answers whether it is kept. */
export function keep(place: Place, kept: KeptText): boolean {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export function forget(place: Place): void {
  try {
    localStorage.removeItem(keyOf(place))
  } catch {
    // There is nothing to forget, then.
  }
}

function isKept(value: unknown): value is KeptText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'base' in value &&
    typeof value.base === 'number' &&
    'fromFile' in value &&
    typeof value.fromFile === 'boolean'
  )
}
