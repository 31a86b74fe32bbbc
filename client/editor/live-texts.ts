/**
 * The report as it reads now, assembled from what the sessions hold: numbers, lengths and the words that
 * stand where no editor is mounted.
 *
 * 1. Read from the mirrors, never from a document that speaks to the server.
 * 2. Typing is followed a few times a second; only the sections that changed are read again, and a text
 *    keeps its identity until it changes.
 */
import { useMemo, useSyncExternalStore } from 'react'
import type { Report } from '../../shared/api.ts'
import { allSections, assemble, type AssembledReport } from '../../shared/assemble/assemble.ts'
import type { FigureValues } from '../../shared/figures/figure.ts'
import { showFigures } from '../../shared/figures/in-text.ts'
import { docToText, emptyText, type Text } from '../../shared/schema/text.ts'
import type { ReportConnection } from '../collab/types.ts'

const readAgainMs = 300

type Texts = ReadonlyMap<string, Text>
export type LiveReport = { readonly assembled: AssembledReport; readonly texts: Texts }

export function useLiveReport(
  report: Report,
  connection: ReportConnection,
  figures: FigureValues,
): LiveReport {
  const ids = report.sections.map(section => section.id).join(' ')
  const source = useMemo(() => textsOf(ids === '' ? [] : ids.split(' '), connection), [ids, connection])
  const texts = useSyncExternalStore(source.subscribe, source.current)
  const shown = useMemo(() => shownOnce(figures), [figures])
  return useMemo(() => {
    const complete = new Map(report.sections.map(({ id }) => [id, shown(texts.get(id) ?? emptyText)]))
    return { assembled: assemble(report, complete), texts: complete }
  }, [report, texts, shown])
}

/** With the values of citations; a text that did not change keeps its identity here too. */
function shownOnce(figures: FigureValues): (text: Text) => Text {
  const known = new WeakMap<Text, Text>()
  return text => {
    const before = known.get(text)
    if (before) return before
    const shown = showFigures(text, figures)
    known.set(text, shown)
    return shown
  }
}

/**
 * The report with the numbers of the sheet, which count the headings inside texts too; the API's number
 * counts the outline alone. One object while nothing in it changes, however much is typed.
 */
export function useNumberedReport(report: Report, assembled: AssembledReport): Report {
  const numbers = allSections(assembled)
    .map(({ id, number }) => `${id} ${number}`)
    .join('\n')
  return useMemo(() => {
    const each = new Map(numbers.split('\n').map(line => [line.split(' ')[0], line.split(' ')[1]]))
    const numbered = report.sections.map(section =>
      Object.assign({}, section, { number: each.get(section.id) ?? section.number }),
    )
    return Object.assign({}, report, { sections: numbered })
  }, [report, numbers])
}

/** The texts of these sections, followed while somebody listens. */
function textsOf(sectionIds: readonly string[], connection: ReportConnection) {
  const read = (ids: Iterable<string>) =>
    [...ids].map(id => [id, docToText(connection.section(id).mirror)] as const)
  const stale = new Set<string>()
  let texts: Texts | undefined
  const subscribe = (listener: () => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const readStale = () => {
      timer = undefined
      texts = new Map([...(texts ?? []), ...read(stale)])
      stale.clear()
      listener()
    }
    const follow = (id: string) => {
      const changed = () => {
        stale.add(id)
        timer ??= setTimeout(readStale, readAgainMs)
      }
      const session = connection.section(id)
      let { mirror } = session
      mirror.on('update', changed)
      // A section that opened anew has another mirror.
      const stop = session.subscribe(() => {
        if (session.mirror === mirror) return
        mirror.off('update', changed)
        mirror = session.mirror
        mirror.on('update', changed)
        changed()
      })
      return () => {
        stop()
        mirror.off('update', changed)
      }
    }
    const stops = sectionIds.map(follow)
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }
  return { subscribe, current: () => (texts ??= new Map(read(sectionIds))) }
}
