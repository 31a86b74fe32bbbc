/** Text of people made fit for a message of a group robot: nothing of it is markup, and it is no longer than allowed. */

/** Full-width twins read the same and mean nothing to a chat's Markdown: no link, no mention, no tag, no heading. */
const twins: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  _: '＿',
  '`': '‘',
  '#': '＃',
  '@': '＠',
  '~': '～',
  '\\': '＼',
}

export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/[<>[\]*_`#@~\\]/g, sign => twins[sign] ?? sign)
    .replace(/^\s*[-+=|]/gm, sign => `·${sign.trim()}`)
}

const bytesOf = (text: string) => Buffer.byteLength(text)
const cut = '……'

/** As many whole lines as fit; of a first line that is too long alone, as many characters. */
export function fit(lines: readonly string[], most: number, joint = '\n'): string {
  const whole = lines.join(joint)
  if (bytesOf(whole) <= most) return whole
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const text = [...lines.slice(0, kept), cut].join(joint)
    if (bytesOf(text) <= most) return text
  }
  let text = ''
  for (const character of lines[0] ?? '') {
    if (bytesOf(text + character + cut) > most) break
    text += character
  }
  return text + cut
}
