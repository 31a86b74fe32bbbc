/** How a figure's value is read and printed. */
import { describe, expect, test } from 'vitest'
import { gap, printFigure, readValue, roundTo } from '../../../shared/figures/figure.ts'

describe('a value', () => {
  test.each([
    ['1,234.50', '1234.50'],
    ['１２３４．５', '1234.5'],
    [' −3 ', '-3'],
    ['007', '7'],
    ['0', '0'],
    ['-0', '0'],
    ['', null],
    ['＿＿', null],
    ['约30', undefined],
    ['1.2.3', undefined],
    ['1e9', undefined],
    ['1234567890123456', undefined],
  ])('T4 typed as %j is %j', (typed, value) => {
    expect(readValue(typed)).toBe(value)
  })

  test.each([
    ['1.005', 2, '1.01'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['-0.4', 0, '0'],
    ['999.995', 2, '1000.00'],
    ['12', 2, '12.00'],
    ['0.05', 1, '0.1'],
    ['123456789012345.678901', 3, '123456789012345.679'],
  ])('T4 %s to %i decimals is %s', (value, decimals, rounded) => {
    expect(roundTo(value, decimals)).toBe(rounded)
  })

  test('T4 prints as the citation says: with or without the unit, as registered or rounded', () => {
    const figure = { value: '31.50', unit: '亿元' }
    expect(printFigure(figure, { unit: true, decimals: null })).toBe('31.50亿元')
    expect(printFigure(figure, { unit: false, decimals: 1 })).toBe('31.5')
    expect(printFigure({ value: null, unit: '亿元' }, { unit: true, decimals: 1 })).toBe(`${gap}亿元`)
    expect(printFigure(undefined, { unit: true, decimals: null })).toBe(gap)
  })
})
