/**
 * Identifiers: 16 characters of [0-9a-z], about 82 bits, made from injected random bytes.
 * They are opaque, safe in a URL, a file name and a CSS selector (a letter comes first).
 */
const letters = 'abcdefghijklmnopqrstuvwxyz'
const alphabet = `0123456789${letters}`
const length = 16

/** `size` random bytes; the only source of randomness that code in shared/ and server/ may use. */
export type RandomBytes = (size: number) => Uint8Array

/** What an identifier looks like. */
export const idShape = /^[a-z][0-9a-z]{15}$/

/** A fresh identifier. */
export function newId(random: RandomBytes): string {
  const bytes = random(length)
  return Array.from(bytes, (byte, at) =>
    at === 0 ? letters[byte % letters.length] : alphabet[byte % alphabet.length],
  ).join('')
}

/** A secret for a link or an API token: 32 random bytes, base64url without padding. */
export function newSecret(random: RandomBytes): string {
  const text = Array.from(random(32), byte => String.fromCharCode(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
