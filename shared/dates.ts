/** Dates as an official document writes them. */

/** 成文日期 by GB/T 9704-2012 7.3.5.4: 2026-03-01 → 2026年3月1日, Arabic digits, nothing padded. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
