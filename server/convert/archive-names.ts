/**
 * Names inside an archive: none leads out of its folder, none stands there twice, and every file system of an
 * office takes them, Windows with its 260 characters of a path among them.
 */
import { fileName } from './file-name.ts'

/** Of one folder or file, without its ending. */
const longest = 48

/** Folders and a file under them; the ending of the file stays. */
export function inFolder(...parts: readonly string[]): string {
  return parts
    .map((part, at) => {
      const ending = at === parts.length - 1 ? (/\.[a-z0-9]{1,8}$/iu.exec(part)?.[0] ?? '') : ''
      const stem = ending === '' ? part : part.slice(0, -ending.length)
      return fileName(Array.from(stem).slice(0, longest).join(''), ending)
    })
    .join('/')
}

/** The path, or with a number behind it where it is taken: Windows knows no case, and macOS one way to write é. */
export function freePath(path: string, taken: Set<string>): string {
  const ending = /\.[a-z0-9]{1,8}$/iu.exec(path)?.[0] ?? ''
  const stem = path.slice(0, path.length - ending.length)
  const keyOf = (name: string) => name.normalize('NFC').toLowerCase()
  let free = path
  for (let more = 2; taken.has(keyOf(free)); more += 1) free = `${stem} (${more})${ending}`
  taken.add(keyOf(free))
  return free
}
