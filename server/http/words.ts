/** The words of an answer that is read by people: in the request's language, with the house's name for its 部门. */
import type { IncomingHttpHeaders } from 'node:http'
import { sayDepartments, usualLabel } from '../../shared/i18n/departments.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { readOrganisation } from '../accounts/departments.ts'
import type { Database } from '../store/store.ts'
import { languageOf } from './language.ts'

export async function wordsFor(headers: IncomingHttpHeaders, db: Database): Promise<Dictionary> {
  const language = languageOf(headers)
  const organisation = await readOrganisation(db)
  return sayDepartments(dictionaries[language], language, organisation?.departmentLabel ?? usualLabel)
}
