/** What shows a leader's mark is told by its bytes. */
import { expect, test } from 'vitest'
import { kindOfProof } from '../../../shared/comments/proof.ts'

const bytes = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))

test.each([
  ['%PDF-1.7', 'pdf'],
  ['\x89PNG\r\n\x1a\n', 'image'],
  ['\xff\xd8\xff\xe0', 'image'],
  ['RIFF\0\0\0\0WEBP', 'image'],
  ['\0\0\0\x18ftypheic', 'image'],
  ['RIFF\0\0\0\0WAVE', 'audio'],
  ['\0\0\0\x18ftypM4A ', 'audio'],
  ['\0\0\0\x18ftyp3gp4', 'audio'],
  ['ID3\x04', 'audio'],
  ['#!AMR\n', 'audio'],
  ['\xff\xfb\x90', 'audio'],
  ['\xff\xf1\x50', 'audio'],
  ['RIFF\0\0\0\0AVI ', undefined],
  ['\0\0\0\x18ftypcrx ', undefined],
  ['\xff\xfe说', undefined],
  ['<html>', undefined],
  ['PK\x03\x04', undefined],
  ['', undefined],
])('W30 a photo, a PDF or a recording, by its first bytes: %j', (head, kind) => {
  expect(kindOfProof(bytes(head))).toBe(kind)
})
