/**
 * 看来源 on the sheet: asks who wrote the sections whose editors are mounted, draws it, and asks again once a text
 * has changed and rests. Where a text has no caret its pieces are tapped, or gone through by ← and →.
 */
import type { Editor } from '@tiptap/core'
import { type RefObject, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report, ResponseOf, WordSource } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { useReportConnection } from '../collab/react.tsx'
import { useTimes } from '../ui/times.ts'
import { later } from '../ui/lazy.ts'
import type { SourcePiece } from './source-marks.ts'

/** Whose colours: null, nobody's. */
export type SourcesBy = 'department' | 'person' | null
export type Authorship = ResponseOf<'getAuthorship'>

const restMs = 900

/** So many colours there are; sheet.css has them. */
const sourceColors = 8

const marks = later(() => import('./source-marks.ts'))

type Mounted = RefObject<Map<string, Editor>>

/** Answers what is known by section, what a new editor is drawn with, and the piece that is looked at. */
export function useSources(
  report: Report,
  by: SourcesBy,
  mounted: Mounted,
  sheet: RefObject<HTMLElement | null>,
) {
  const connection = useReportConnection()
  const wordsOf = useSourceWords(report)
  const [known, setKnown] = useState<ReadonlyMap<string, Authorship>>(new Map())
  const told = useRef(known)
  const [here, setHere] = useState<Here>()
  const looked = useRef(here)
  const paint = useEffectEvent((sectionId: string) => {
    const editor = mounted.current.get(sectionId)
    const answer = told.current.get(sectionId)
    if (!editor || editor.isDestroyed) return
    const looks = answer?.sources.map(source => ({ color: colorOf(source, by), words: wordsOf(source) }))
    const nth = looked.current?.sectionId === sectionId ? looked.current.nth : -1
    const drawing = by && answer && looks ? { spans: answer.spans, looks, here: nth } : null
    marks.here()?.drawSources(editor.view, drawing)
  })
  const look = useEffectEvent((sectionId: string | undefined, nth: number) => {
    const before = looked.current
    const editor = mounted.current.get(sectionId ?? '')
    const piece = editor && marks.here()?.sourcePieces(editor)[nth]
    looked.current = sectionId === undefined || !piece ? undefined : { sectionId, nth, piece }
    setHere(looked.current)
    if (before && before.sectionId !== sectionId) paint(before.sectionId)
    if (!editor || sectionId === undefined) return
    paint(sectionId)
    const drawn = editor.view.dom.querySelector(`.${marks.here()?.hereClass}`)
    drawn?.scrollIntoView({ block: 'nearest' })
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
  useEffect(() => {
    const place = by === null ? null : sheet.current
    const textAt = (target: EventTarget | null) => {
      const text = target instanceof Element ? target.closest<HTMLElement>('[data-section-text]') : null
      const sectionId = text?.dataset.sectionText
      const editor = sectionId === undefined ? undefined : mounted.current.get(sectionId)
      return sectionId === undefined || !editor ? undefined : { sectionId, editor }
    }
    const tap = ({ target }: MouseEvent) => {
      const text = textAt(target)
      // A caret tells by itself, and a selection is for something else.
      if (!text || text.editor.isEditable) return look(undefined, -1)
      if (!(target instanceof Element) || !getSelection()?.isCollapsed) return
      look(text.sectionId, marks.here()?.sourcePieceAt(text.editor, target) ?? -1)
    }
    const key = (event: KeyboardEvent) => {
      const text = textAt(event.target)
      if (!text || text.editor.isEditable || event.altKey || event.ctrlKey || event.metaKey) return
      const { sectionId, editor } = text
      const last = (marks.here()?.sourcePieces(editor).length ?? 0) - 1
      const at = looked.current?.sectionId === sectionId ? looked.current.nth : -1
      const to = stepTo(event.key, at, last)
      if (to === undefined) return
      event.preventDefault()
      look(sectionId, to)
    }
    place?.addEventListener('click', tap)
    place?.addEventListener('keydown', key)
    return () => {
      place?.removeEventListener('click', tap)
      place?.removeEventListener('keydown', key)
      look(undefined, -1)
    }
  }, [by, mounted, sheet])
  const draw = useCallback((sectionId: string) => follow.current(sectionId), [])
  return { known, draw, here: here?.piece }
}

type Here = { readonly sectionId: string; readonly nth: number; readonly piece: SourcePiece }

/** The number of the piece that a key leads to; undefined: the key is none of these. */
function stepTo(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowRight') return Math.min(at + 1, last)
  if (key === 'ArrowLeft') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return key === 'Escape' ? -1 : undefined
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
  return ({ personName, departmentName, at, round, material, fromSectionId }) => {
    const from = report.sections.find(({ id }) => id === fromSectionId)
    const section = from ? from.number + from.heading : t('editor.sourceGone')
    const who = personName ?? t('editor.sourceNobody')
    return [
      departmentName === null ? who : t('editor.sourceWho', { name: who, department: departmentName }),
      ...(at === null ? [] : [moment(at)]),
      ...(material === null ? [] : [t('editor.sourceMaterial', { material })]),
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
