/** The words of an answer that is read by people: in the request's language. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { readWords } from '../delivery/words.ts'
import type { Database } from '../store/store.ts'
import { languageOf } from './language.ts'

export async function wordsFor(headers: IncomingHttpHeaders, db: Database): Promise<Dictionary> {
  return readWords(db, languageOf(headers))
}
