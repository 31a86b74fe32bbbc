/**
 * What this house calls its 部门: 科室, 办公室, 中心, 站所, 村… Where the dictionaries say it they have a mark,
 * {部门} in Chinese and {dept}, {depts}, {a dept} in English, each also with a capital; `sayDepartments` puts the
 * house's word there, once, before anybody reads a word. The label is Chinese; English has its own word for the
 * known ones, says a label in Latin letters as it is, and "department" for the rest.
 */
import type { Language } from './dictionaries.ts'

export const usualLabel = '部门'

/** To choose from; any other word may be typed. */
export const departmentLabels = [
  usualLabel,
  '科室',
  '处室',
  '办公室',
  '中心',
  '站所',
  '社区',
  '村',
  '学院',
] as const

const inEnglish: Readonly<Record<string, string>> = {
  科室: 'division',
  处室: 'division',
  股室: 'unit',
  办公室: 'office',
  中心: 'centre',
  站所: 'station',
  社区: 'community',
  街道: 'subdistrict',
  村: 'village',
  村居: 'village',
  学院: 'school',
  年级: 'grade',
  教研组: 'teaching group',
  班组: 'team',
  车间: 'workshop',
  公司: 'company',
}

const marks = /\{(?:部门|([aA] )?([dD])ept(s?))\}/g

/** The dictionary, or a part of it, in which the marks have given way to the house's word. */
export function sayDepartments<Words extends object>(words: Words, language: Language, label: string): Words {
  const said = JSON.stringify(words).replace(
    marks,
    (_, article?: string, initial?: string, plural?: string) => {
      const word =
        language === 'zh' || initial === undefined ? label : englishFor(label, { article, initial, plural })
      // It stands within a string of JSON.
      return JSON.stringify(word).slice(1, -1)
    },
  )
  return JSON.parse(said)
}

type Form = {
  readonly article: string | undefined
  readonly initial: string
  readonly plural: string | undefined
}

function englishFor(label: string, { article, initial, plural }: Form): string {
  const one = inEnglish[label] ?? (/^[A-Za-z][A-Za-z -]*$/.test(label) ? label.toLowerCase() : 'department')
  const word = plural ? pluralOf(one) : one
  if (article) return `${article.trim()}${/^[aeiou]/.test(word) ? 'n' : ''} ${word}`
  return initial === 'D' ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}
