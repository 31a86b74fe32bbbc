/** The visible words of a web page or a document saved as one: a line for each of its blocks. */
const blocks = 'p,div,li,h1,h2,h3,h4,h5,h6,tr,table,section,article,br'

/** Parsed apart from the page: nothing of it runs or is fetched. */
export function linesOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const unseen of page.querySelectorAll('script,style,template,noscript')) unseen.remove()
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    node.nodeValue = (node.nodeValue ?? '').replaceAll(/[ \t\r\n]+/g, ' ')
  for (const cell of page.querySelectorAll('td,th')) cell.append(' ')
  for (const block of page.querySelectorAll(blocks)) {
    block.before('\n')
    block.append('\n')
  }
  const lines = (page.body.textContent ?? '').split('\n').map(line => line.trim())
  return lines.filter(line => line !== '').join('\n')
}
