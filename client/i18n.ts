/**
 * The language of the page: Chinese unless chosen otherwise, switched at once, the choice kept in this
 * browser and told to the server by the `lang` cookie. A page starts with the words of one language; the
 * other's follow when it is at rest, so that the switch works at once, and without a line.
 * Keys are typed: t('common.save'); a wrong key or a missing variable does not compile.
 */
import { type BackendModule, createInstance, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { sayDepartments, usualLabel } from '../shared/i18n/departments.ts'
import type { Language } from '../shared/i18n/dictionaries.ts'
import type { zh } from '../shared/i18n/zh.ts'
import { restMs } from './ui/rest.ts'

declare module 'i18next' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface InitOptions<T = object> {
    /** What this house calls its 部门. */
    departmentLabel?: string
  }
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zh }
  }
}

const storageKey = 'tonggao-language'
const secondsOfYear = 31_536_000

/** Fetches the words that a page needs: all, or only those of the door. */
export type Words = Record<Language, () => Promise<object>>

export async function startI18n(words: Words, departmentLabel = usualLabel): Promise<i18n> {
  const instance = createInstance()
  const language = keptLanguage()
  remember(language)
  instance.on('languageChanged', markPage)
  setTimeout(() => void instance.reloadResources([otherThan(language)]), restMs)
  await instance
    .use(wordsBackend(words, departmentLabel))
    .use(initReactI18next)
    .init({
      lng: language,
      departmentLabel,
      // Each dictionary is whole: its type says so.
      fallbackLng: false,
      // React escapes.
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    })
  return instance
}

export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const { i18n } = useTranslation()
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    choose: language => void choose(i18n, language),
  }
}

export const otherThan = (language: Language): Language => (language === 'zh' ? 'en' : 'zh')

/** Kept at once; the page stays in the language that is shown when the other's words cannot be fetched. */
async function choose(i18n: i18n, language: Language): Promise<void> {
  remember(language)
  if (!hasWords(i18n, language)) await i18n.reloadResources([language])
  if (hasWords(i18n, language)) await i18n.changeLanguage(language)
}

/** More than those that a page has brought along. */
const hasWords = (i18n: i18n, language: Language) => i18n.exists('common.product', { lng: language })

/** Words that come along with a part of the app. */
export function addWords(i18n: i18n, language: Language, words: object): void {
  const { departmentLabel = usualLabel } = i18n.options
  i18n.addResourceBundle(language, 'translation', sayDepartments(words, language, departmentLabel))
}

function wordsBackend(words: Words, label: string): BackendModule {
  return {
    type: 'backend',
    init: () => {},
    read: (asked, _namespace, done) => {
      const language = asked === 'en' ? 'en' : 'zh'
      const fetched = words[language]()
      fetched.then(
        dictionary => done(null, sayDepartments(dictionary, language, label)),
        (error: unknown) => done(String(error), false),
      )
    },
  }
}

function keptLanguage(): Language {
  return read() === 'en' ? 'en' : 'zh'
}

function markPage(language: string): void {
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
