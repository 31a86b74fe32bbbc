/** Moments and days in the reader's own language and time zone. */
import { useState } from 'react'
import { useLanguage } from '../i18n.ts'

export type Times = {
  /** 11月23日 14:05, with the year where it is not this one. */
  readonly moment: (iso: string) => string
  /** 2026年11月23日 */
  readonly day: (iso: string) => string
  /** Whole days from now until then: 0 today, -1 yesterday. */
  readonly daysUntil: (iso: string) => number
}

export function useTimes(): Times {
  const { language } = useLanguage()
  const [now] = useState(() => new Date())
  return timesFor(language === 'zh' ? 'zh-CN' : 'en-GB', now)
}

export function timesFor(locale: string, now: Date): Times {
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const
  const short = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...clock })
  const long = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', ...clock })
  const day = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' })
  const startOf = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return {
    moment: iso => {
      const date = new Date(iso)
      return (date.getFullYear() === now.getFullYear() ? short : long).format(date)
    },
    day: iso => day.format(new Date(iso)),
    // Days of 23 or 25 hours round to one.
    daysUntil: iso => Math.round((startOf(new Date(iso)) - startOf(now)) / 86_400_000),
  }
}
