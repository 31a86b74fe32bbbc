/**
 * What a check finds: which rule, how grave, where, and what could be done about it.
 *
 * 1. A place is a span of one line's characters; what it quotes is what stands there.
 * 2. Words for people are a key of the dictionaries' area `checks` and its values, never a sentence.
 * 3. A fix changes characters of the finding's own line only, so that it can be shown before it is made.
 */
import type { checks } from '../i18n/zh/checks.ts'

export const severities = ['error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** All rules, the gravest mistakes first. The names are a contract: files and scripts use them. */
export const ruleNames = [
  'secrecy-mark', // 密级标志
  'placeholder', // 未填的占位符
  'missing-figure', // 漏填的数字
  'sum', // 分项与合计
  'percentage', // 占比
  'growth', // 增幅
  'indicator-conflict', // 同一指标两个数
  'figure-differs', // 与指标库不一致
  'stale-duplicate', // 只有数字不同的段落
  'date', // 不存在的日期
  'privacy', // 个人信息
  'near-duplicate', // 重复段落
  'numbering', // 序号
  'name-variant', // 名称不一
  'missing-part', // 缺少必备部分
  'foreign-name', // 外单位名称
  'stale-period', // 时段过时
  'stale-figure', // 与上年相同的数字
  'stale-name', // 与上年相同的名称
  'stale-year', // 年份可疑
  'unit', // 单位不一
  'stated-count', // 数目与列举不符
  'completed-below-target', // 未达标却称完成
  'repeated-sentence', // 重复句子
  'self-reference', // 自称不一
  'house-term', // 规范表述
  'request-in-report', // 报告夹带请示
  'wrong-word', // 错别字
  'doubled', // 叠字叠词
  'repeated-mark', // 标点重复
  'unbalanced', // 引号括号不成对
  'halfwidth', // 半角标点
  'space', // 多余空格
  'truncated', // 句子中断
  'relative-year', // 今年去年
  'dash', // 连接号
  'length', // 字数
] as const
export type RuleName = (typeof ruleNames)[number]

/** Characters [from, to) of a line. */
export type Span = { readonly from: number; readonly to: number }

type Place = Span & {
  /** Id of the section (report) or part (file). */
  readonly section: string
  /** As `Line.at` says. */
  readonly at: number
}

export type Cited = { readonly place: Place; readonly quote: string }

export type Edit = Span & { readonly text: string }

export type Fix = {
  /** `safe` may be made for many findings at once; `suggested` is a person's decision each time. */
  readonly kind: 'safe' | 'suggested'
  /** In the finding's line, in order, none over another. */
  readonly edits: readonly Edit[]
}

export type MessageKey = Extract<keyof typeof checks, `say_${string}`>

export type Finding = Cited & {
  readonly rule: RuleName
  readonly severity: Severity
  readonly message: MessageKey
  readonly values: Readonly<Record<string, string | number>>
  readonly related: readonly Cited[]
  readonly fix?: Fix
}

/** Whether a finding is as grave as `least` or graver. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least)
}
