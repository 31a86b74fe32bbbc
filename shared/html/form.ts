/**
 * The form around the text of an official document: 版头 above it and 版记 below (GB/T 9704-2012 7.2, 7.4).
 */
import type { AssembledImprint, AssembledLetterhead } from '../assemble/matter.ts'
import { element, join, type Markup, nothing, text } from './markup.ts'

/** 份号 and 紧急程度 above, 发文机关标志, then 发文字号 over the red rule, beside it 签发人. */
export function letterheadHtml(letterhead: AssembledLetterhead | null): Markup {
  if (letterhead === null) return nothing
  const { copyNumber, urgency, issuer, documentNumber, signers } = letterhead
  const marks = [filled('copy-number', copyNumber), filled('urgency', urgency)]
  return element(
    'div',
    { class: signers.length > 0 ? 'letterhead upward' : 'letterhead' },
    element('div', { class: 'marks' }, ...marks),
    element('p', { class: `issuer ${issuerSize(issuer)}` }, text(issuer)),
    element(
      'div',
      { class: 'document' },
      element('p', { class: 'document-number' }, text(documentNumber)),
      signersHtml(signers),
    ),
  )
}

function signersHtml(signers: readonly string[]): Markup {
  if (signers.length === 0) return nothing
  const names = join(signers.map(name => element('span', {}, text(name))))
  return element(
    'div',
    { class: 'signers' },
    element('span', { class: 'signers-label' }, text('签发人：')),
    element('div', { class: signers.length > 1 ? 'names pairs' : 'names' }, names),
  )
}

/** 发文机关标志 stands on one line of 156 mm as long as it can. */
function issuerSize(issuer: string): string {
  const { length } = Array.from(issuer)
  return length <= 7 ? 'largest' : length <= 9 ? 'large' : length <= 12 ? 'medium' : 'small'
}

/** 抄送 over 印发机关 and 印发日期, between three rules. */
export function imprintHtml(imprint: AssembledImprint | null): Markup {
  if (imprint === null) return nothing
  const { copies, printer, printedOn } = imprint
  const sent = copies === '' ? nothing : labelled('copies', '抄送：', copies)
  const printed =
    (printer || printedOn) === ''
      ? nothing
      : element(
          'div',
          { class: 'printed' },
          element('span', {}, text(printer)),
          element('span', {}, text(printedOn)),
        )
  return element('div', { class: 'imprint' }, sent, printed)
}

const labelled = (name: string, label: string, words: string) =>
  element('div', { class: name }, element('span', {}, text(label)), element('span', {}, text(words)))

const filled = (name: string, words: string): Markup =>
  words === '' ? nothing : element('p', { class: name }, text(words))
