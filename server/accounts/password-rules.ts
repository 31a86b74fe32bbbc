/**
 * Which passwords are taken, after NIST SP 800-63B 5.1.1.2: a least length (shared/limits.ts), no demands on
 * the kinds of characters, no expiry; but nothing that a guesser tries first.
 *
 * 1. Not fewer than four different characters, not a run of the alphabet, the digits or the keyboard.
 * 2. Not a day (19800101) and not a mobile number.
 * 3. Not one of common-passwords.ts, whatever stands for its letters (p@ssw0rd) and however many digits and
 *    marks stand around it.
 * 4. Not the person's own names or the organisation's, with little else.
 */
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { commonPasswords } from './common-passwords.ts'

/** `words`: names of the person and of the organisation. */
export function judgePassword(
  password: string,
  words: readonly (string | null | undefined)[],
): Outcome<null> {
  const plain = password.normalize('NFKC').toLowerCase()
  if (isMonotonous(plain) || isNumberInUse(plain) || isCommon(plain)) return refuse('password-guessable')
  return isPersonal(plain, words) ? refuse('password-personal') : done(null)
}

const differentLeast = 4
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
].flatMap(run => [run, Array.from(run).reverse().join('')])

function isMonotonous(plain: string): boolean {
  if (new Set(plain).size < differentLeast) return true
  return runs.some(run => run.includes(plain))
}

const isNumberInUse = (plain: string) =>
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/.test(plain) || /^1[3-9]\d{9}$/.test(plain)

const standIns: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
}

function isCommon(plain: string): boolean {
  // Only before a letter: the year behind a word is no letters.
  const lettered = plain.replace(/[@013$5](?=.*\p{L})/gu, mark => standIns[mark] ?? mark)
  return [plain, withoutEdges(plain), withoutEdges(lettered)].some(word => commonPasswords.has(word))
}

const withoutEdges = (word: string) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** Less than this beside a name is as good as the name alone. */
const besideNameLeast = 6

function isPersonal(plain: string, words: readonly (string | null | undefined)[]): boolean {
  const names = words
    .flatMap(word => (word ? [word.split('@')[0] ?? ''] : []))
    .map(word => word.normalize('NFKC').toLowerCase())
    .filter(word => word.length > 1)
  return names.some(name => {
    if (!plain.includes(name)) return false
    const beside = plain.replaceAll(name, '').replace(/[^\p{L}\p{N}]/gu, '')
    return beside.length < besideNameLeast || /^\p{N}*$/u.test(beside)
  })
}
