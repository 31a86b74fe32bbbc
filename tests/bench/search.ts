/**
 * `npm run bench:search`: how long a search takes over HTTP in a house of 1,000 reports of 50 sections of
 * 2,000 characters each, and what keeping the index costs. Words are made up with the frequencies of a
 * language (few words make most of the text); every figure is the median of the repetitions, the worst beside.
 */
import { parseArgs } from 'node:util'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { insertReport, prepareReport } from '../../server/reports/creation.ts'
import { look } from '../../server/reports/text-index.ts'
import { countStaleTexts } from '../../server/store/section-texts.ts'
import type { NewReport } from '../../shared/api.ts'
import { type Office, openOffice, value } from '../http/office.ts'
import { words as textOf } from '../http/drafts.ts'
import { randomFrom } from '../fuzz/random.ts'

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '1000' },
    sections: { type: 'string', default: '50' },
    characters: { type: 'string', default: '2000' },
    repetitions: { type: 'string', default: '15' },
  },
})
const size = {
  reports: Number(values.reports),
  sections: Number(values.sections),
  characters: Number(values.characters),
}

const random = randomFrom(20261123)
const next = () => random.below(1_000_000) / 1_000_000
const hanzi = () => String.fromCodePoint(0x4e00 + Math.floor(next() ** 3 * 3500))
const vocabulary = Array.from({ length: 6000 }, () =>
  Array.from({ length: 2 + Math.floor(next() * 3) }, hanzi).join(''),
)
const word = () => vocabulary[Math.floor(next() ** 3 * vocabulary.length)] ?? ''

function text(): string {
  let made = ''
  while (made.length < size.characters) {
    const turn = next()
    made +=
      word() + (turn < 0.12 ? '，' : turn < 0.16 ? '。' : turn < 0.2 ? String(Math.floor(next() * 9999)) : '')
  }
  written = made.slice(0, size.characters)
  return written
}

function report(departmentId: string | null): NewReport {
  return {
    title: `${word()}${2000 + Math.floor(next() * 27)}年工作总结`,
    period: '',
    sections: Array.from({ length: size.sections }, (_, at) => ({
      heading: word(),
      level: at % 5 === 0 ? 1 : 2,
      numbered: true,
      role: null,
      leadId: at === 0 ? departmentId : null,
      text: textOf(text()),
    })),
  }
}

/** Some characters together of a text that is there. */
let written = ''
const sentence = () => /[^，。\d]{8,}/.exec(written)?.[0].slice(0, 12) ?? written.slice(0, 12)

const office = await openOffice()
const department = await office.department('农业办')
const coordinator = await office.hire({ role: 'coordinator' })
const author = await office.hire({ departmentIds: [department] })
console.log(`filling ${size.reports} reports of ${size.sections} sections of ${size.characters} characters…`)
await fill(office)
console.log('taking their texts into the index…')
const from = performance.now()
while ((await countStaleTexts(office.program.db)) > 0) await look(office.program, new Map())
const perSection = (performance.now() - from) / (size.reports * size.sections)
const megabytes = statSync(join(office.dataDir, 'tonggao.sqlite')).size / 1e6
console.log(`index: ${perSection.toFixed(2)} ms a section; database ${megabytes.toFixed(0)} MB`)
const questions: readonly (readonly [string, string])[] = [
  ['one character, in nearly every section', vocabulary[0]?.slice(0, 1) ?? ''],
  ['two characters, in most sections', vocabulary[0]?.slice(0, 2) ?? ''],
  ['a word of the middle', vocabulary[2000] ?? ''],
  ['a rare word', vocabulary[5990] ?? ''],
  ['two words', `${vocabulary[3]} ${vocabulary[900]}`],
  ['a part of a sentence', sentence()],
  ['nothing that was written', '龥龤龣龢'],
]
console.log('| Question | Everything may be read | 5 % may be read |\n| --- | --- | --- |')
for (const [name, question] of questions)
  console.log(`| ${name} | ${await timed(coordinator, question)} | ${await timed(author, question)} |`)
await office.close()

/** One report in twenty has a section of the author's department. */
async function fill({ program }: Office): Promise<void> {
  for (let at = 0; at < size.reports; at += 1) {
    const prepared = value(prepareReport(program, report(at % 20 === 0 ? department : null)))
    await program.db.transaction().execute(async tx => value(await insertReport(tx, program, null, prepared)))
  }
}

async function timed(who: typeof author, question: string): Promise<string> {
  const taken: number[] = []
  let found = 0
  for (let at = 0; at < Number(values.repetitions); at += 1) {
    const before = performance.now()
    const { status, body } = await who.call('search', {}, { q: question })
    taken.push(performance.now() - before)
    if (status !== 200 || !body.complete) throw new Error(`search answered ${status}`)
    found = body.reports.length
  }
  taken.sort((a, b) => a - b)
  const median = taken[Math.floor(taken.length / 2)] ?? 0
  return `${median.toFixed(0)} ms (${(taken.at(-1) ?? 0).toFixed(0)}), reports: ${found}`
}
