/** The period that a title names: 2025年, 2025年上半年, 2024—2025学年第一学期. */
const year = String.raw`(?:19|20)\d{2}`
const pattern = new RegExp(
  `${year}\\s*[—–~～-]\\s*(?:${year}|\\d{2})\\s*(?:学年度?|年度?)(?:第[一二]学期|[上下]学期)?` +
    `|${year}\\s*年(?:度)?(?:\\s*(?:上半年|下半年|第?[一二三四]季度|前三季度|\\d{1,2}月份?))?`,
  'u',
)

/** The first period in a title, blanks removed; empty: it names none. */
export function guessPeriod(title: string): string {
  return pattern.exec(title)?.[0].replace(/\s/g, '') ?? ''
}
