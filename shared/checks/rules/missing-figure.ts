/**
 * `missing-figure` 漏填的数字: a unit without its number (实现产值亿元), a comparison without its value
 * (比上年增长，), a date without its digits (截至年月).
 * Source: DOMAIN R2.
 * Silent: a gap that the register of figures knows, qualitative growth (急剧增长，), 亿元 as an adjective (亿元企业, 千亿元产业), 万元户, 每亩, 元 in words.
 */
import { isCited } from '../checked-text.ts'
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const money =
  /(?:收入|支出|[金费款额值]|投资|补贴|补助|总价值约?|总价|价值|投入|共计|合计|总计|累计|[到达]{1,2}|产值|总值|税收|利润|销售额|贷款|余额|总额|金额|募集|捐款|善款|节约|减免|挽回损失|成交额|交易额|发放|拨付|争取|筹集|为|约|共)\s?(?:万余?|亿|千万|百万)元(?![\p{Script=Han}]{0,2}(?:企业|产业|村|镇|园区|户|项目库|集群|GDP|俱乐部))/gu
const comparison =
  /(?:完成\S{0,4}的|[比较](?:上年|去年|上年同期|去年同期|[xX]{2}年)(?:增长|减少|下降|提高|上升|增加)|(?<![实现持续保保持])(?:同比|环比)(?:增长|下降|减少|上升|提高|增加)|比例[为达]|[率比重占]{1,2}(?:达到|达|为)|增[长幅]率?(?:达到|达|为)|完成率(?:达到|达|为)?|下降了?至|增长了?至|提高到(?![\p{Script=Han}]))\s?[，。；,;]/gu
const percent = /(?<![\d０-９xX×_〇零一二三四五六七八九十百点.\s）)】…～~—–\-个分之])\s?(?:[%％]|个百分点)/gu
const counted =
  /(?<!公|总|一|中)(?:共计?|累计|合计|总计)(?:名|户|件|亩|公里|人次|场次|平方米|吨)(?=[，。；、,;\p{Script=Han}])/gu
const verbCounted =
  /(?:完成|新增|培训|发放|新建|改造|检查|办理|整改|排查|走访|慰问|帮扶|种植|达到?)(?:人次|平方米|公里|万人|万亩|余人次?|余户|余件|余亩|余场次?)(?=[，。；、,;])/gu
const date =
  /(?:截[至止]|[到于自从在])\s?年\s?月(?:\s?日)?|(?<![\d一二三四五六七八九十〇xX_每当本上下同全整数几成经]|\d\s)年\s?月\s?日(?!期|常)/gu

const patterns = [
  { pattern: money, message: 'say_missing_figure' },
  { pattern: percent, message: 'say_missing_figure' },
  { pattern: counted, message: 'say_missing_figure' },
  { pattern: verbCounted, message: 'say_missing_figure' },
  { pattern: comparison, message: 'say_missing_value' },
  { pattern: date, message: 'say_missing_date' },
] as const

export const missingFigure: Rule = {
  name: 'missing-figure',
  ofSection: facts =>
    patterns.flatMap(({ pattern, message }) =>
      [...matchesIn(facts, pattern)].flatMap(({ line, match }) => {
        const { from, to } = spanOf(match)
        // A % at the head of a column of a table is its unit.
        if (line.kind === 'cell') return []
        if (isCited(line, { from: from - 1, to })) return []
        const span = { from: pattern === percent ? Math.max(0, from - 6) : from, to }
        return [found('missing-figure', facts, line, span, { severity: 'error', message })]
      }),
    ),
}
