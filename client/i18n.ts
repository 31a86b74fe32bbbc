/**
 * The language of the page: Chinese unless chosen otherwise, switched at once, the choice kept in this
 * browser and told to the server by the `lang` cookie. A page starts with the words of one language; the
 * other's follow when it is at rest, so that the switch works at once, and without a line.
 */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { usualLabel } from '../shared/i18n/departments.ts'
import type { Language } from '../shared/i18n/dictionaries.ts'
import { type Translate, Translator } from './translator.ts'
import { restMs } from './ui/rest.ts'

const storageKey = 'tonggao-language'
const secondsOfYear = 31_536_000

/** Fetches the words that a page needs: all, or only those of the door. */
export type Words = Record<Language, () => Promise<object>>

/** The page's words, and a switch to the other language. */
export type I18n = { readonly translator: Translator; readonly choose: (language: Language) => Promise<void> }

export const I18nContext = createContext<I18n | undefined>(undefined)

/** A part of the app brings its words before it stands in any tree of React: the page's translator waits here. */
const ofPage: { translator?: Translator } = {}

export async function startI18n(words: Words, departmentLabel = usualLabel): Promise<I18n> {
  const language = keptLanguage()
  remember(language)
  const translator = new Translator(language, departmentLabel)
  const fetchWords = async (asked: Language) => translator.add(asked, await words[asked]())
  ofPage.translator = translator
  markPage(language)
  setTimeout(() => void fetchWords(otherThan(language)).catch(() => {}), restMs)
  await fetchWords(language)
  return { translator, choose: asked => choose(translator, asked, fetchWords) }
}

/** The words of the page; whoever uses it is drawn anew in another language. */
export function useTranslation(): { readonly t: Translate; readonly language: Language } {
  const { translator } = useI18n()
  return useSyncExternalStore(translator.subscribe, translator.spoken)
}

export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const { language } = useTranslation()
  const { choose: switchTo } = useI18n()
  return { language, choose: useCallback(asked => void switchTo(asked), [switchTo]) }
}

export const useDepartmentLabel = (): string => useI18n().translator.departmentLabel

export const otherThan = (language: Language): Language => (language === 'zh' ? 'en' : 'zh')

/** Words that come along with a part of the app. */
export function addWords(words: Readonly<Record<Language, object>>): void {
  ofPage.translator?.add('zh', words.zh)
  ofPage.translator?.add('en', words.en)
}

function useI18n(): I18n {
  const i18n = useContext(I18nContext)
  if (!i18n) throw new Error('a page begins with startI18n')
  return i18n
}

/** Kept at once; the page stays in the language that is shown when the other's words cannot be fetched. */
async function choose(
  translator: Translator,
  language: Language,
  fetchWords: (language: Language) => Promise<void>,
): Promise<void> {
  remember(language)
  // More than what a part has brought along.
  if (!translator.has(language, 'common')) await fetchWords(language).catch(() => {})
  if (!translator.has(language, 'common')) return
  markPage(language)
  translator.speak(language)
}

export function keptLanguage(): Language {
  return read() === 'en' ? 'en' : 'zh'
}

function markPage(language: Language): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
}

function remember(language: Language): void {
  document.cookie = `lang=${language}; path=/; max-age=${secondsOfYear}; samesite=lax`
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // A browser may forbid storage; the cookie still tells the server.
  }
}

function read(): string | undefined {
  try {
    const kept = localStorage.getItem(storageKey)
    if (kept) return kept
  } catch {
    // See remember.
  }
  return /(?:^|;\s*)lang=(\w+)/.exec(document.cookie)?.[1]
}
