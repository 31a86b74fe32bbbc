/** Words of the search. */
export const search = {
  title: '搜索',
  lead: '在您能看的全部报告里，按标题、章节标题和正文查找。',
  question: '要找的字词',
  short: '搜索报告',
  placeholder: '一个字也能找；几个词用空格隔开',
  keys: '快捷键：/ 或 Ctrl+K',
  found: '找到 {{n}} 份报告',
  incomplete: '有些章节刚改过或还在编入索引，结果可能不全，请稍后再搜。',
  nothing: '没有找到“{{question}}”',
  nothingLead: '换一个短一些的说法再试。只能找到您有权查看的报告。',
  count: '共 {{n}} 处',
  moreSections: '还有别的章节。打开报告再找，或把要找的写得更具体。',
  moreReports: '还有更多报告。把要找的写得更具体一些。',
} as const
