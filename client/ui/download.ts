/** Hands a text to the person as a file, made in the browser: nothing is asked of the server. */

/** `name` without its ending. Lines end as Windows has them, and a mark says UTF-8: old editors look for both. */
export function downloadText(name: string, text: string): void {
  const file = new Blob([`\ufeff${text.replaceAll('\n', '\r\n')}`], { type: 'text/plain;charset=utf-8' })
  giveFile(`${name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'text'}.txt`, file)
}

/** Hands a file over under its whole name. */
export function giveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
