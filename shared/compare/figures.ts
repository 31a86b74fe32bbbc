/** Where numbers stand in a run of words, with the unit behind them: what a reader looks at first in a comparison. */

export type Span = { readonly from: number; readonly to: number }

const units =
  '%|％|‰|个百分点|百分点|倍|(?:[百千万亿]{1,3})?(?:元|吨|公里|平方公里|平方米|立方米|米|亩|公顷|户|人次|人|名|个|项|件|次|家|所|处|条|座|台|辆|套|场|期|份|万|亿|千瓦时|度|岁|天)'
const han = '[〇零一二两三四五六七八九十百千万亿]+'
const figure = new RegExp(`[0-9０-９]+(?:[.．,][0-9０-９]+)*(?:${units})?|${han}(?:${units})|^${han}$`, 'gu')

/**
 * Places of figures, in order; a unit that directly follows belongs to its number. Written in hanzi it is
 * a number where a unit follows, or where it is all there is.
 */
export function figuresIn(text: string): Span[] {
  return [...text.matchAll(figure)].map(found => ({ from: found.index, to: found.index + found[0].length }))
}
