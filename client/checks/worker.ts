/**
 * The worker that checks the open report: it keeps the texts and the checker's memory, so that the page sends
 * only what changed and no key waits for a rule.
 */
import { createChecker } from '../../shared/checks/check.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { withWordsAround } from '../../shared/checks/ignored.ts'
import { settingOfReport } from '../../shared/checks/setting.ts'
import { emptyText, type Text } from '../../shared/schema/text.ts'
import type { CheckAnswer, CheckOrder } from './order.ts'

const checker = createChecker()
const texts = new Map<string, Text>()
/** The same objects as long as nothing else is sent: what was found beside them is remembered by them. */
const beside: Pick<CheckOrder, 'figures' | 'earlier'> = {}

addEventListener('message', ({ data }: MessageEvent<CheckOrder>) => {
  const { report } = data
  for (const [id, text] of data.texts) texts.set(id, text)
  const complete = new Map(report.sections.map(({ id }) => [id, texts.get(id) ?? emptyText]))
  const setting = settingOfReport(report, data.house)
  if (data.figures !== undefined) Object.assign(beside, { figures: data.figures })
  if (data.earlier !== undefined) Object.assign(beside, { earlier: data.earlier })
  const { figures = [], earlier } = beside
  const checked = { ...checkedReport(report, complete), figures, ...(earlier ? { earlier } : {}) }
  const answer: CheckAnswer = { findings: withWordsAround(checker.check(checked, setting), checked) }
  postMessage(answer)
})
