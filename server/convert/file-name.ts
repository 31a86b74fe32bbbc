/**
 * The name under which a report is saved: its title, as far as every file system of an office takes it.
 * Never empty, never a device name of Windows, at most 80 characters before the ending.
 */
const longest = 80

/** `title` with `ending` (dot included). */
export function fileName(title: string, ending: string): string {
  const name = title
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const short = Array.from(name).slice(0, longest).join('')
  // Windows drops dots and blanks at the end, and takes con, nul… for devices.
  const safe = short.replace(/^[. ]+|[. ]+$/gu, '').replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu, '$1_')
  return `${safe || '未命名'}${ending}`
}
