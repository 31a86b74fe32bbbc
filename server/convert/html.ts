/** HTML and Markdown files as read documents, through the same reader as the clipboard. No script of theirs runs. */
import { parseHTML } from 'linkedom'
import { marked } from 'marked'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { decodeText } from '../../shared/import/decode.ts'
import type { ReadDocument } from '../../shared/import/document-model.ts'
import type { HtmlElement, HtmlNode } from '../../shared/import/html/node.ts'
import { readHtml } from '../../shared/import/html/read-html.ts'
import { limits } from '../../shared/limits.ts'

export function readHtmlFile(bytes: Uint8Array): Outcome<ReadDocument> {
  return readMarkup(decodeHtml(bytes))
}

export function readMarkdownFile(bytes: Uint8Array): Outcome<ReadDocument> {
  const html = marked.parse(decodeText(bytes).text, { async: false, gfm: true })
  return readMarkup(`<html><head></head><body>${html}</body></html>`)
}

function readMarkup(html: string): Outcome<ReadDocument> {
  // A body is what linkedom needs to be given; without one it makes none of its own.
  const whole = /<body[\s>]/i.test(html) ? html : `<html><head></head><body>${html}</body></html>`
  const { document } = parseHTML(whole)
  const { body } = document as unknown as { readonly body: HtmlElement }
  if (depthOf(body) > limits.xmlDepth) return refuse('file-refused', { why: 'depth' })
  return done(readHtml(body))
}

/** Counted level by level: whoever walks a text calls itself for each. */
function depthOf(body: HtmlNode): number {
  let level: readonly HtmlNode[] = [body]
  for (let depth = 0; ; depth += 1) {
    if (level.length === 0 || depth > limits.xmlDepth) return depth
    level = level.flatMap(node => [...node.childNodes])
  }
}

/** The page's own word for its character set counts when it is one that a decoder has. */
function decodeHtml(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const said = /<meta[^>]+charset\s*=\s*["']?\s*(gb18030|gbk|gb2312)/i.exec(start)
  return decodeText(bytes, said ? 'gb18030' : undefined).text
}
