/**
 * 指标: a value that a report registers once and cites in many places.
 *
 * 1. A value is a decimal in the unit named, as it was written (12.50 keeps its digits); null is not known yet.
 * 2. How it prints is the citation's: with or without the unit, with so many decimals. A gap prints as `gap`.
 * 3. Rounding is on the decimal itself, half away from zero, never by way of binary fractions.
 */
export const standings = [
  'estimate', // 预计
  'flash', // 快报
  'final', // 核定
] as const
export type Standing = (typeof standings)[number]

/** At most 15 digits before the point and 6 behind it, no superfluous zeros in front. */
export const valueShape = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/
export const mostDecimals = 6

/** What a citation says of how the value is printed. */
export type Printing = {
  readonly unit: boolean
  /** Decimals; null: as registered. */
  readonly decimals: number | null
}

/** What a text needs of a figure to print it. */
export type FigureValue = { readonly value: string | null; readonly unit: string }
/** By the figure's id. */
export type FigureValues = ReadonlyMap<string, FigureValue>
/** 留空: what stands where a value is not known yet. */
export const gap = '＿＿'

/** The characters that a citation prints; of a figure that is not there a gap. */
export function printFigure(figure: FigureValue | undefined, { unit, decimals }: Printing): string {
  const value = figure?.value ?? null
  const number = value === null ? gap : decimals === null ? value : roundTo(value, decimals)
  return unit ? number + (figure?.unit ?? '') : number
}

/** A decimal with exactly so many decimals, rounded half away from zero. */
export function roundTo(value: string, decimals: number): string {
  if (!valueShape.test(value)) return value
  const sign = value.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.')
  const padded = fraction.padEnd(decimals + 1, '0')
  const up = Number(padded[decimals]) >= 5 ? 1n : 0n
  const digits = String(BigInt(whole + padded.slice(0, decimals)) + up).padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  const rounded = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
  return /[1-9]/.test(rounded) ? sign + rounded : rounded
}

/** A value as people type it (1,234.50; full-width digits; blank is null); undefined: no number. */
export function readValue(typed: string): string | null | undefined {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s,，_＿]/gu, '')
    .replace(/^[−–]/u, '-')
  if (plain === '') return null
  const [, sign = '', whole = '', fraction = ''] = /^([-+]?)(\d+)(?:\.(\d*))?$/.exec(plain) ?? []
  if (whole === '') return undefined
  const trimmed = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`)
  const value = sign === '-' && /[1-9]/.test(trimmed) ? `-${trimmed}` : trimmed
  return valueShape.test(value) ? value : undefined
}

/** Blank, or 预计: what a report should not become final with unsaid. */
export function isUncertain(figure: { readonly value: string | null; readonly standing: Standing }): boolean {
  return figure.value === null || figure.standing === 'estimate'
}

/** Whether the register still waits for it: no value, or one that is not the last word. */
export function isWaited(figure: { readonly value: string | null; readonly standing: Standing }): boolean {
  return figure.value === null || figure.standing !== 'final'
}
