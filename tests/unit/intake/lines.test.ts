/** A document on pages that hold lines alone. */
import { expect, test } from 'vitest'
import { linesOfDocument } from '../../../client/intake/lines-of.ts'
import { lineOf } from '../../../shared/import/document-model.ts'
import { documentLines } from '../../../shared/import/document-lines.ts'
import type { ReadDocument } from '../../../shared/import/document-model.ts'
import type { Image } from '../../../shared/schema/text.ts'

const words = (text: string) => [{ type: 'text' as const, text }]
const item = (ordinal: number, text: string) => ({
  ...lineOf(words(text)),
  item: { list: '1', ordinal, depth: 0 },
})
const picture: Image = {
  type: 'image',
  attrs: { imageId: 'i000000000000000', width: null, alt: '三处晒场', caption: '' },
}
const read: ReadDocument = {
  blocks: [item(1, '先急后缓。'), item(2, '先主后次。'), { kind: 'whole', block: picture }],
  images: [{ key: 'i000000000000000', bytes: new Uint8Array([1]) }],
  remarks: [
    { kind: 'image-left', text: '', quote: '', author: '' },
    { kind: 'comment', text: '核实', quote: '', author: '' },
  ],
}

test('I25 on the plain page items keep their numbers, and the images that have no place there are named', () => {
  expect(documentLines(read)).toEqual(['1.先急后缓。', '2.先主后次。'])
  expect(linesOfDocument(read)).toEqual({
    text: '1.先急后缓。\n2.先主后次。',
    left: { kinds: ['comment'], images: ['三处晒场', ''] },
  })
})
