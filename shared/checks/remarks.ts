/**
 * 退改意见 of a department: what the checks found in its sections, as a document of its own that every writer of files
 * can write. Place, words, what is wrong, and what is suggested, in the order of the text.
 */
import type { Report } from '../api.ts'
import type { Dictionary } from '../i18n/zh.ts'
import { fill } from '../i18n/fill.ts'
import { holders } from '../permissions.ts'
import { emptyMatter } from '../report.ts'
import type { Block, Text } from '../schema/text.ts'
import type { Finding } from './finding.ts'

export type Remarks = { readonly report: Report; readonly texts: ReadonlyMap<string, Text> }

/** `open`: of the whole report, without what was ignored. Sections without findings are left out. */
export function remarksFor(
  report: Report,
  open: readonly Finding[],
  department: { readonly id: string; readonly name: string },
  words: Dictionary,
): Remarks {
  const bySection = Map.groupBy(open, ({ place }) => place.section)
  const own = report.sections.filter(section => holders(section).includes(department.id))
  const told = own.filter(({ id }) => bySection.has(id))
  const texts = new Map<string, Text>(
    told.map(({ id }) => [id, { type: 'doc', content: blocksOf(bySection.get(id) ?? [], words) }]),
  )
  const values = { department: department.name, report: report.title }
  const [first] = own
  const title = fill(words.checks.remarksTitle, values)
  // Something has to be said where nothing was found.
  if (told.length === 0 && first)
    texts.set(first.id, { type: 'doc', content: [paragraph(words.checks.none)] })
  const shown = told.length === 0 && first ? [first] : told
  return {
    report: {
      ...report,
      title,
      // The report's title stays whole where what is said of it follows.
      matter: {
        ...emptyMatter,
        titleLines: title.startsWith(report.title) ? [report.title, title.slice(report.title.length)] : [],
      },
      wordsCeiling: null,
      sections: shown.map(section => ({
        ...section,
        parentId: null,
        level: 1,
        number: '',
        numbered: false,
        heading: `${section.number}${section.heading}`,
        floor: null,
        ceiling: null,
      })),
    },
    texts,
  }
}

function blocksOf(findings: readonly Finding[], words: Dictionary): Block[] {
  return findings.flatMap((finding, at) => [
    paragraph(`${at + 1}. ${placeOf(finding, words)}${quoteOf(finding, words)}`),
    paragraph(remarkIn(finding, words)),
  ])
}

const paragraph = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })

function placeOf({ place, severity, rule }: Finding, { checks }: Dictionary): string {
  const where = place.at < 0 ? checks.remarksHeading : fill(checks.remarksParagraph, { n: place.at + 1 })
  return fill(checks.remarksPlace, {
    where,
    severity: checks[`severity_${severity}`],
    rule: checks[`rule_${rule}`],
  })
}

const longest = 120

function quoteOf({ quote }: Finding, { checks }: Dictionary): string {
  const shown = quote.length > longest ? `${quote.slice(0, longest)}…` : quote
  return fill(checks.remarksQuote, { quote: shown.replaceAll('\n', ' ') })
}

function remarkIn(finding: Finding, { checks }: Dictionary): string {
  const sentence = fill(checks[finding.message], finding.values)
  const text = suggestionOf(finding, sentence)
  return text === undefined ? sentence : `${sentence}${fill(checks.remarksSuggested, { text })}`
}

/** What to write instead, where one edit says it and the explanation does not say it already. */
export function suggestionOf({ fix }: Pick<Finding, 'fix'>, sentence: string): string | undefined {
  const [edit, another] = fix?.edits ?? []
  if (!edit || another || edit.text === '' || sentence.includes(edit.text)) return undefined
  return edit.text
}
