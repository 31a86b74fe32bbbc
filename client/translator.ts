/**
 * The words of a page, by `area.key`, in the language that is spoken now. Pure: what a language is kept in, and
 * how a page is drawn anew, is client/i18n.ts.
 *
 * 1. A wrong key and a missing variable do not compile.
 * 2. Words of one language may come in parts; an area that comes again replaces what it was.
 * 3. A language is spoken only once its words are here; until then the one before it is.
 * 4. What nobody has words for says its key.
 */
import { sayDepartments } from '../shared/i18n/departments.ts'
import type { Language } from '../shared/i18n/dictionaries.ts'
import { fill } from '../shared/i18n/fill.ts'
import type { zh } from '../shared/i18n/zh.ts'

type KeyOf<Words> = {
  [Name in keyof Words & string]: Words[Name] extends string ? Name : `${Name}.${KeyOf<Words[Name]>}`
}[keyof Words & string]

type WordsAt<Words, Path> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Words
    ? WordsAt<Words[Name], Rest>
    : never
  : Path extends keyof Words
    ? Words[Path]
    : never

type VariableIn<Said> = Said extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | VariableIn<Rest>
  : never

type Key = KeyOf<typeof zh>
/** Of every wording that the key can stand for. */
type Values<K extends Key> = [VariableIn<WordsAt<typeof zh, K>>] extends [never]
  ? []
  : [values: Readonly<Record<VariableIn<WordsAt<typeof zh, K>>, string | number>>]

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string

/** Another object for every language that is spoken, so that whoever draws words sees the change. */
export type Spoken = { readonly language: Language; readonly t: Translate }

export class Translator {
  /** What this house calls its 部门. */
  readonly departmentLabel: string
  readonly #words: Record<Language, object> = { zh: {}, en: {} }
  readonly #listeners = new Set<() => void>()
  #spoken: Spoken

  constructor(language: Language, departmentLabel: string) {
    this.departmentLabel = departmentLabel
    this.#spoken = this.#speaking(language)
  }

  readonly spoken = (): Spoken => this.#spoken

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  has(language: Language, area: string): boolean {
    return area in this.#words[language]
  }

  add(language: Language, words: object): void {
    const said = sayDepartments(words, language, this.departmentLabel)
    this.#words[language] = { ...this.#words[language], ...said }
  }

  speak(language: Language): void {
    this.#spoken = this.#speaking(language)
    for (const listener of this.#listeners) listener()
  }

  #speaking(language: Language): Spoken {
    return { language, t: (key, ...values) => this.#say(language, key, values[0] ?? {}) }
  }

  #say(language: Language, key: string, values: Readonly<Record<string, string | number>>): string {
    const words = key.split('.').reduce<unknown>(part, this.#words[language])
    return typeof words === 'string' ? fill(words, values) : key
  }
}

const part = (words: unknown, name: string): unknown => (isWords(words) ? words[name] : undefined)

const isWords = (words: unknown): words is Readonly<Record<string, unknown>> =>
  typeof words === 'object' && words !== null
