/** 成品: the states of a publication, and for how long a public link may be open. */

/** `making` until its files are there; `failed` when the sheet itself could not be written. */
export const publicationStates = ['making', 'ready', 'failed'] as const
export type PublicationState = (typeof publicationStates)[number]

/** Days that a public link is offered for; null: until it is revoked. */
export const publicLinkDays = [7, 30, 180, null] as const
