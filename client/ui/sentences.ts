/** Words in a section's text on the page: which are selected, and where given ones stand. */

const longestQuote = 300

const paperOf = (sectionId: string) => document.querySelector(`[data-section-text="${sectionId}"]`)

/** The selected words, if they stand in this section; on one line, shortened. */
export function selectedQuote(sectionId: string): string | undefined {
  const selection = getSelection()
  const paper = paperOf(sectionId)
  if (!selection || !paper || selection.isCollapsed || !paper.contains(selection.anchorNode)) return undefined
  const quote = selection.toString().replace(/\s+/g, ' ').trim().slice(0, longestQuote)
  return quote === '' ? undefined : quote
}

/** Selects the words in the section and brings them into view; false when they are not there any more. */
export function showQuote(sectionId: string, quote: string): boolean {
  const paper = paperOf(sectionId)
  const range = paper && findRange(paper, quote)
  if (!range) return false
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
  range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
  return true
}

/** The first place of the words in the text below `root`, white space left out of the comparison. */
function findRange(root: Element, quote: string): Range | undefined {
  const wanted = quote.replace(/\s+/g, '')
  const places: { node: Text; at: number }[] = []
  let text = ''
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    for (let at = 0; at < node.data.length; at += 1) {
      const char = node.data.charAt(at)
      if (/\s/.test(char)) continue
      text += char
      places.push({ node, at })
    }
  }
  const from = wanted === '' ? -1 : text.indexOf(wanted)
  const first = places[from]
  const last = places[from + wanted.length - 1]
  if (!first || !last) return undefined
  const range = document.createRange()
  range.setStart(first.node, first.at)
  range.setEnd(last.node, last.at + 1)
  return range
}
