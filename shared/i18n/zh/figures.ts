/** 指标的用语。 */
export const figures = {
  gone: '指标已不在指标库里',
  blank: '待填',
  asOfDay: '截至 {{day}}',
  standing_estimate: '预计',
  standing_flash: '快报',
  standing_final: '核定',
} as const
