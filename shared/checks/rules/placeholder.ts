/**
 * `placeholder` 占位符: what was to be filled in and is not: 20xx年, XX市, __, **, □, 〔〕81号, 【 】, 待补, ○○.
 * A mask that ate a real figure (20xx元, 20__平方米) is told as destroyed: nobody can fill it in from memory.
 * Source: DOMAIN R1 and R4; the marks that offices write themselves.
 * Silent: a gap that the register of figures knows, 5+X, Latin names (XML, XX-200型), 某某, ×× between figures, a checked box, **bold** of Markdown, the
 * names that a personal text (我 …) leaves out on purpose, X射线, X光.
 */
import { isCited } from '../checked-text.ts'
import type { Span } from '../finding.ts'
import { found, type Rule } from '../rule.ts'

/** R4: a year mask before a unit that no year has. */
const destroyed = /20(?:[xX×]{2}|_{1,2})(?=余?万?(?:元|平方米|亩|人|户|公里|吨|名|件|米))/gu
/** One in which a figure, a year or a name is to be filled in. */
const blanks = [
  /20(?:[xX×]{1,2}|_{1,2}|\d[xX×_])(?=[年\s—–级届-]|学年|$|[^\dA-Za-z])/gu,
  /(?<![-A-Za-z0-9+])(?:[xX×]{1,4}|[xX×]{2,4}0)(?=[年月日号亿万元人个名户亩项件次套只\p{Script=Han}])(?!(?:射线|光(?!荣)|型|轴|坐标|级))/gu,
  /(?<!_)_{2,}(?!_)|_{4,}/gu,
  /(?<!\*)\*{2,4}(?!\*)(?=[年月日元\p{Script=Han}])/gu,
  /＿{2,}/gu,
  /□/gu,
  /[〔［[]\s?[〕］\]]\s?\d{1,4}号/gu,
  /(?<![A-Za-z])(?:AA|BB|HH)(?=\p{Script=Han})/gu,
  /【\s{0,20}】|（\s{1,20}）|\(\s{1,20}\)/gu,
  /[○〇◯]{2,}(?![年一二三四五六七八九])/gu,
  /[？?]{2,}/gu,
  /(?<!亟|尚|有|问题|仍|还)待(?:补充?|核实?|定|确认|填)(?=[）)】\]，。；、：]|$)/gu,
  /[（(【](?:此处|这里|数据|数字)?(?:待|请|需)(?:补充?|核实?|定|确认|填写?)[^（）()【】]{0,12}[）)】]/gu,
  /(?<![\dA-Za-z.])(?:[xX×]{2,}|_{2,})(?=[%％])/gu,
]

const bold = /\*\*[^*\n]{1,60}\*\*/u
/** 我, not 我局 or 我们: somebody tells of themselves and leaves names out. */
const personal = /我(?![们国省市县区镇乡村街局院校科站所中部委办司厂队处单社公])/u
/** xx小学, xx老师: in a personal text a name that is not to be told. */
const anonymous =
  /^(?:[xX×*]{1,4})(?:[\p{Script=Han}]{0,4}?(?:幼儿园|小学|中学|学校|医院|公司|老师|同学|同事|先生|女士))/u

export const placeholder: Rule = {
  name: 'placeholder',
  ofSection: facts =>
    facts.lines.flatMap(line => {
      const taken: Span[] = []
      const add = (pattern: RegExp, message: 'say_placeholder' | 'say_placeholder_destroyed') =>
        [...line.text.matchAll(pattern)].flatMap(match => {
          const span = { from: match.index, to: match.index + match[0].length }
          if (taken.some(({ from, to }) => from < span.to && span.from < to)) return []
          // A registered gap is waited for in the register.
          if (isMeant(line.text, span) || isCited(line, span)) return []
          taken.push(span)
          return [found('placeholder', facts, line, span, { severity: 'error', message })]
        })
      return [
        ...add(destroyed, 'say_placeholder_destroyed'),
        ...blanks.flatMap(pattern => add(pattern, 'say_placeholder')),
      ]
    }),
}

function isMeant(text: string, { from, to }: Span): boolean {
  const here = text.slice(from, to)
  if (here.startsWith('**') && bold.test(text)) return true
  // 3×4, 20×30米: a product, not a blank.
  if (here.includes('×') && /\d\s?$/.test(text.slice(0, from)) && /^\s?\d/.test(text.slice(to))) return true
  return anonymous.test(text.slice(from, from + 16)) && personal.test(text)
}
