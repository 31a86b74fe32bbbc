/**
 * 看来源 on the sheet: asks who wrote the sections whose editors are mounted, draws it, and asks again once a text
 * has changed and rests.
 */
import type { Editor } from '@tiptap/core'
import { type RefObject, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report, ResponseOf, WordSource } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { useReportConnection } from '../collab/react.tsx'
import { useTimes } from '../ui/times.ts'
import { later } from '../ui/lazy.ts'

/** Whose colours: null, nobody's. */
export type SourcesBy = 'department' | 'person' | null
export type Authorship = ResponseOf<'getAuthorship'>

const restMs = 900

/** So many colours there are; sheet.css has them. */
const sourceColors = 8

const marks = later(() => import('./source-marks.ts'))

type Mounted = RefObject<Map<string, Editor>>

/** Answers what is known by section, and what a new editor is drawn with. */
export function useSources(report: Report, by: SourcesBy, mounted: Mounted) {
  const connection = useReportConnection()
  const wordsOf = useSourceWords(report)
  const [known, setKnown] = useState<ReadonlyMap<string, Authorship>>(new Map())
  const told = useRef(known)
  const paint = useEffectEvent((sectionId: string) => {
    const editor = mounted.current.get(sectionId)
    const answer = told.current.get(sectionId)
    if (!editor || editor.isDestroyed) return
    const looks = answer?.sources.map(source => ({ color: colorOf(source, by), words: wordsOf(source) }))
    marks.here()?.drawSources(editor.view, by && answer && looks ? { spans: answer.spans, looks } : null)
  })
  const ask = useEffectEvent((sectionId: string) => {
    void call('getAuthorship', { reportId: report.id, sectionId }).then(
      answer => {
        told.current = new Map([...told.current, [sectionId, answer]])
        setKnown(told.current)
        paint(sectionId)
      },
      // Without an answer there is no colour; the next change asks again.
      () => {},
    )
  })
  const follow = useRef<(sectionId: string) => void>(() => {})
  useEffect(() => {
    if (by === null) {
      for (const sectionId of mounted.current.keys()) paint(sectionId)
      return undefined
    }
    const stops = new Map<string, () => void>()
    const begin = (sectionId: string) => {
      if (!stops.has(sectionId)) {
        const { mirror } = connection.section(sectionId)
        let timer: ReturnType<typeof setTimeout> | undefined
        const changed = () => {
          clearTimeout(timer)
          timer = setTimeout(() => ask(sectionId), restMs)
        }
        mirror.on('update', changed)
        stops.set(sectionId, () => {
          clearTimeout(timer)
          mirror.off('update', changed)
        })
        ask(sectionId)
      }
      marks.use(
        () => paint(sectionId),
        // Without it there is no colour; the next choice asks again.
        () => {},
      )
    }
    follow.current = begin
    for (const sectionId of mounted.current.keys()) begin(sectionId)
    return () => {
      follow.current = () => {}
      for (const stop of stops.values()) stop()
    }
  }, [by, connection, mounted])
  const draw = useCallback((sectionId: string) => follow.current(sectionId), [])
  return { known, draw }
}

/** The colour of whom a source is of; nobody's words have none. */
export function colorOf({ departmentId, personId, personName }: WordSource, by: SourcesBy): number | null {
  const key = by === 'department' ? departmentId : (personId ?? personName)
  if (by === null || key === null) return null
  let hash = 0x811c9dc5 // FNV-1a
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % sourceColors
}

/** 李文（农业办），11月23日 14:05，来自 一、农业 第1轮来稿 */
function useSourceWords(report: Report): (source: WordSource) => string {
  const { t } = useTranslation()
  const { moment } = useTimes()
  return ({ personName, departmentName, at, round, fromSectionId }) => {
    const from = report.sections.find(({ id }) => id === fromSectionId)
    const section = from ? from.number + from.heading : t('editor.sourceGone')
    const who = personName ?? t('editor.sourceNobody')
    return [
      departmentName === null ? who : t('editor.sourceWho', { name: who, department: departmentName }),
      ...(at === null ? [] : [moment(at)]),
      ...(fromSectionId === null
        ? []
        : [
            round === null
              ? t('editor.sourceMoved', { section })
              : t('editor.sourceTaken', { section, n: round }),
          ]),
    ].join(t('editor.sourceComma'))
  }
}
