/** What the build leaves beside each of the client's files of text, and the server gives: smallest first. */
export const compressedForms = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const
