/**
 * `request-in-report` 报告夹带请示: a 报告 may hold no 请示事项 (党政机关公文处理工作条例 第十五条（四）).
 * Silent: texts that are no 报告, 请示 as a word (按请示报告制度), requests to the reader of a summary in the house.
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const request =
  /(?:妥否|当否|可否|以上请示|特此请示)[，,]?请?(?:批示|审批|批准|指示|批复)?|请(?:予以?)?(?:批示|审批|批准|批复|审定)(?![制度件后])|(?:恳请|敬请|请求|望|请)(?:省|市|县|区|上级|领导|财政|组织)?[\p{Script=Han}]{0,10}?(?:给予|予以|帮助)?(?:批准|解决(?=.{0,12}(?:经费|资金|编制|问题))|追加|增拨|拨付|划拨)/gu

export const requestInReport: Rule = {
  name: 'request-in-report',
  ofSection: (facts, { isReportUpward }) =>
    isReportUpward
      ? [...matchesIn(facts, request)].map(({ line, match }) =>
          found('request-in-report', facts, line, spanOf(match), {
            severity: 'warning',
            message: 'say_request',
          }),
        )
      : [],
}
