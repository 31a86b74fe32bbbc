/**
 * The language of the page: Chinese unless chosen otherwise, switched at once, the choice kept in this
 * browser and told to the server by the `lang` cookie.
 * Keys are typed: t('common.save'); a wrong key or a missing variable does not compile.
 */
import { createInstance, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language, zh } from '../shared/i18n/dictionaries.ts'

declare module 'i18next' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zh }
  }
}

const storageKey = 'tonggao-language'
const secondsOfYear = 31_536_000

/** Starts a page's own i18next with the words it needs: all, or only those of the door. */
export async function startI18n(words: Record<Language, object>): Promise<i18n> {
  const instance = createInstance()
  const language = keptLanguage()
  instance.on('languageChanged', keepLanguage)
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: words.zh }, en: { translation: words.en } },
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
    choose: language => void i18n.changeLanguage(language),
  }
}

function keptLanguage(): Language {
  return read() === 'en' ? 'en' : 'zh'
}

function keepLanguage(language: string): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
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
    // See keepLanguage.
  }
  return /(?:^|;\s*)lang=(\w+)/.exec(document.cookie)?.[1]
}
