/**
 * Runs the checks while a report is open: hands the worker what changed, one order at a time, and tells the
 * findings in the page's language, those that somebody ignored apart. It shows nothing itself; where there are no workers there are no findings.
 */
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from '../i18n.ts'
import type { IgnoredFinding, Report } from '../../shared/api.ts'
import { type MarkedFinding, splitIgnored } from '../../shared/checks/ignored.ts'
import { emptyHouseList } from '../../shared/checks/setting.ts'
import { houseListOf } from '../../shared/house-list.ts'
import { checks as en } from '../../shared/i18n/en/checks.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { checks as zh } from '../../shared/i18n/zh/checks.ts'
import type { Text } from '../../shared/schema/text.ts'
import { isOldBrowser } from '../ui/old-browser.ts'
import { useEarlier, useFigures, useHouse, useIgnored } from '../api/queries.ts'
import type { Findings } from './findings.ts'
import type { CheckAnswer, CheckOrder } from './order.ts'

type Props = {
  readonly report: Report
  readonly texts: ReadonlyMap<string, Text>
  readonly findings: Findings
}

/** So long the page rests before what was typed is looked at, milliseconds. */
const restMs = 400

export function CheckRunner({ report, texts, findings }: Props) {
  const { language } = useTranslation()
  const words = language === 'en' ? en : zh
  const line = useRef<Line>(undefined)
  const found = useRef<readonly MarkedFinding[]>([])
  const { data: ignored = nothingIgnored } = useIgnored(report.id, report.revision)
  const entries = useHouse().data
  const figures = useFigures(report.id).data
  const earlier = useEarlier(report).data?.earlier
  const house = useMemo(() => (entries ? houseListOf(entries) : emptyHouseList), [entries])
  useEffect(() => {
    const tell = () => {
      const told = found.current.map((finding, at) => ({
        ...finding,
        key: `${finding.rule} ${finding.place.section} ${finding.place.at} ${finding.place.from} ${at}`,
        sentence: fill(words[finding.message], finding.values),
      }))
      const split = splitIgnored(told, ignored)
      findings.set({ list: split.open, ignored: split.ignored })
    }
    line.current ??= openLine()
    line.current.heard = answer => {
      found.current = answer.findings
      tell()
    }
    // Another language, or something ignored: the same findings told anew.
    if (found.current.length > 0) tell()
  }, [findings, words, ignored])
  useEffect(() => {
    const order = () => line.current?.order({ report, texts, house, figures, earlier })
    const timer = setTimeout(order, restMs)
    return () => clearTimeout(timer)
  }, [report, texts, house, figures, earlier])
  useEffect(
    () => () => {
      line.current?.close()
      line.current = undefined
    },
    [],
  )
  return null
}

const nothingIgnored: readonly IgnoredFinding[] = []

type Line = {
  heard: (answer: CheckAnswer) => void
  order(wanted: CheckOrder): void
  close(): void
}

/** One order at a time; of those that wait only the newest counts. */
function openLine(): Line {
  const worker = isOldBrowser()
    ? new Worker(new URL('./old-worker.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const sent = new Map<string, Text>()
  let isBusy = false
  let next: CheckOrder | undefined
  let told: Pick<CheckOrder, 'figures' | 'earlier'> = {}
  const send = ({ report, texts, house, figures, earlier }: CheckOrder) => {
    isBusy = true
    const changed = new Map([...texts].filter(([id, text]) => sent.get(id) !== text))
    for (const [id, text] of changed) sent.set(id, text)
    const beside = {
      figures: figures === told.figures ? undefined : figures,
      earlier: earlier === told.earlier ? undefined : earlier,
    }
    told = { figures, earlier }
    worker.postMessage({ report, texts: changed, house, ...beside } satisfies CheckOrder)
  }
  const made: Line = {
    heard: () => {},
    order(wanted) {
      if (isBusy) next = wanted
      else send(wanted)
    },
    close: () => worker.terminate(),
  }
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    isBusy = false
    made.heard(data)
    const waiting = next
    next = undefined
    if (waiting) send(waiting)
  })
  return made
}
