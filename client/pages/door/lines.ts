/** Names written one a line, or parted by 、 or commas on one line; blanks and repetitions left out. */
export function linesOf(text: string): string[] {
  const names = text
    .split(/[\n、,，;；]/)
    .map(name => name.trim())
    .filter(name => name !== '')
  return [...new Set(names)]
}
