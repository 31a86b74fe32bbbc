/**
 * 意见采纳情况表: every recipient of every round, their opinions or 无意见, and what became of each opinion, why.
 * Pure: language, time zone and the moment are arguments.
 */
import type { Consultation, Consultations, ConsultRecipient, Opinion } from '../../shared/api.ts'
import { fill } from '../../shared/i18n/fill.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import type { ExportedText } from './export.ts'
import { clockOf, type TableFormat, writeTable } from './table.ts'

export type Adoption = {
  readonly consultations: Consultations
  readonly words: Dictionary
  /** Milliseconds since 1970. */
  readonly now: number
  /** As Intl.DateTimeFormat names it. */
  readonly zone: string
}

export function writeAdoption(adoption: Adoption, format: TableFormat): ExportedText {
  const { consultations, words, now } = adoption
  const { consult } = words
  const heads = [
    consult.tableNumber,
    consult.tableRound,
    consult.tableFrom,
    consult.tablePlace,
    consult.tableOpinion,
    consult.tableOutcome,
    consult.tableReason,
  ]
  // In the order in which they were held.
  const lines = consultations.rounds.toReversed().flatMap(round => linesOf(adoption, round))
  return writeTable(
    {
      title: consultations.reportTitle,
      name: consult.table,
      made: fill(words.board.madeAt, { time: clockOf(adoption)(new Date(now).toISOString()) }),
      rows: [heads, ...lines.map((line, at) => [String(at + 1), ...line])],
    },
    format,
  )
}

function linesOf(adoption: Adoption, round: Consultation): string[][] {
  return round.recipients.flatMap(recipient => {
    const from = [String(round.round), fromWords(adoption, recipient)]
    if (recipient.opinions.length === 0) {
      const { consult } = adoption.words
      const said = consult[`state_${recipient.state}`]
      return [
        [
          ...from,
          '',
          recipient.answeredAt === null ? said : `${said}${lateMark(recipient, adoption)}`,
          '',
          '',
        ],
      ]
    }
    return recipient.opinions.map(opinion => [...from, ...opinionLine(adoption, round, recipient, opinion)])
  })
}

/** 罗麦生 (代填：顾予宁) */
function fromWords({ words }: Adoption, { name, enteredByName }: ConsultRecipient): string {
  return enteredByName === null ? name : name + fill(words.consult.enteredBy, { name: enteredByName })
}

const lateMark = ({ late }: ConsultRecipient, { words }: Adoption) => (late ? words.consult.lateMark : '')

function opinionLine(
  adoption: Adoption,
  { sections }: Consultation,
  recipient: ConsultRecipient,
  { sectionId, quote, text, outcome, reason }: Opinion,
): string[] {
  const { consult } = adoption.words
  const label = sections.find(({ id }) => id === sectionId)?.label ?? consult.whole
  return [
    quote === '' ? label : `${label}\n${fill(consult.quoted, { quote })}`,
    text + lateMark(recipient, adoption),
    outcome === null ? consult.undecided : consult[`outcome_${outcome}`],
    reason,
  ]
}
