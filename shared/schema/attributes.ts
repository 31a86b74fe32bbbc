/**
 * What the attributes of a text may be, in every text that comes from outside, whichever way it comes: as edits
 * of an editor (server/collab/shape.ts) or whole (checkText). A cell over a hundred million columns would hang
 * whoever opens it.
 */
import { idShape } from '../ids.ts'
import { limits } from '../limits.ts'
import { innerLevels } from './extensions.ts'
import { isDecimals } from './figure.ts'
import { imageWidth } from './image.ts'

type Rule = (value: unknown) => boolean
export type Rules = ReadonlyMap<string, Rule>

const isNumber: Rule = value => Number.isSafeInteger(value)
const isBoolean: Rule = value => typeof value === 'boolean'
const isWord: Rule = value =>
  value === null || (typeof value === 'string' && value.length <= limits.valueCharacters)
const isLevel: Rule = value => innerLevels.some(level => level === value)
const isSpan: Rule = value => isNumber(value) && Number(value) > 0 && Number(value) <= limits.tableSpan
const isWidths: Rule = value =>
  value === null || (Array.isArray(value) && value.length <= limits.tableSpan && value.every(isNumber))

const isId: Rule = value => typeof value === 'string' && idShape.test(value)
const isImageWidth: Rule = value => value === null || (isNumber(value) && imageWidth(value) !== null)
const isWords: Rule = value => typeof value === 'string' && value.length <= limits.valueCharacters

/** Attributes whose default does not say what they may be. */
const named: Readonly<Record<string, Rule>> = {
  level: isLevel,
  colspan: isSpan,
  rowspan: isSpan,
  colwidth: isWidths,
  align: isWord,
  type: isWord,
  imageId: isId,
  figureId: isId,
  decimals: value => value === null || isDecimals(value),
  width: isImageWidth,
  alt: isWords,
  caption: isWords,
}

/** The rules of a node's or a mark's attributes, as its schema lists them. */
export function rulesOf(
  attributes: Readonly<Record<string, { default?: unknown }>> | null | undefined,
): Rules {
  return new Map(
    Object.entries(attributes ?? {}).map(([name, { default: usual }]) => [name, ruleOf(name, usual)]),
  )
}

function ruleOf(name: string, usual: unknown): Rule {
  const rule = named[name]
  if (rule) return rule
  if (typeof usual === 'number') return isNumber
  if (typeof usual === 'boolean') return isBoolean
  throw new Error(`nothing says what the attribute ${name} may be`)
}
