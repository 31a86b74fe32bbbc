/** The language of a request: the cookie `lang`, else what the browser prefers, else Chinese. */
import type { IncomingHttpHeaders } from 'node:http'
import { type Language, languages } from '../../shared/i18n/dictionaries.ts'

export function languageOf(headers: IncomingHttpHeaders): Language {
  const chosen = /(?:^|;\s*)lang=(\w+)/.exec(headers.cookie ?? '')?.[1]
  return known(chosen) ?? preferred(headers['accept-language'] ?? '') ?? 'zh'
}

function preferred(header: string): Language | undefined {
  const wishes = header.split(',').map(wish => {
    const [tag = '', ...parameters] = wish.trim().split(';')
    const weight = parameters.map(parameter => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
    return { language: known(tag.split('-')[0]?.toLowerCase()), weight: Number(weight ?? 1) }
  })
  return wishes.sort((a, b) => b.weight - a.weight).find(({ language }) => language)?.language
}

const known = (tag: string | undefined) => languages.find(language => language === tag)
