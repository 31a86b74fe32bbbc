/**
 * The text that checks read: sections of lines, whether they come from an assembled report or from a file.
 *
 * 1. A line is one paragraph, heading or cell; its text is exactly what stands there, so that offsets hold.
 * 2. A section of a report has its own heading as the line `headingLine`; its other lines are numbered as the
 *    text's own paragraphs and headings follow each other. Lines of a file have the file's line numbers.
 * 3. `part` tells apart reports that stand in one file: what holds within one report holds within a part.
 */
import type { SectionRole } from '../report.ts'

export type LineKind = 'title' | 'heading' | 'paragraph' | 'cell'

export type Line = {
  readonly text: string
  readonly kind: LineKind
  /** File: the line's number, from 1. Report: which paragraph or heading of the text, from 0. */
  readonly at: number
  /** Characters that a figure of the register prints; none in a file. */
  readonly cited?: readonly CitedSpan[]
}

export type CitedSpan = { readonly from: number; readonly to: number; readonly figureId: string }

/** Whether any of these characters are the register's and not the author's. */
export function isCited({ cited = [] }: Line, { from, to }: { from: number; to: number }): boolean {
  return cited.some(span => span.from < to && from < span.to)
}

/** The place of a section's own heading among its lines. */
export const headingLine = -1

export type CheckedSection = {
  readonly id: string
  readonly part: number
  /** Empty for a part of a file without a title. */
  readonly heading: string
  readonly level: number
  readonly role: SectionRole | null
  readonly lines: readonly Line[]
  /** 字数 and its limits with all that is below the section; none for a file. */
  readonly length: {
    readonly words: number
    readonly floor: number | null
    readonly ceiling: number | null
  } | null
}

export type CheckedText = {
  readonly kind: 'report' | 'file'
  readonly title: string
  readonly sections: readonly CheckedSection[]
  /** 指标库 of the report. */
  readonly figures?: readonly RegisteredFigure[]
  /** The report of the year before, where this one goes back to one. */
  readonly earlier?: EarlierText
}

export type RegisteredFigure = {
  readonly name: string
  readonly unit: string
  readonly period: string
  readonly value: string | null
}

/** Lines of text alone: no place in it is ever told. */
export type EarlierText = {
  readonly title: string
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[]
  readonly figures: readonly RegisteredFigure[]
}
