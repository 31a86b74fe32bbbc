/** The words of whatever leaves the server for people: in their language, with the house's name for its 部门. */
import { sayDepartments, usualLabel } from '../../shared/i18n/departments.ts'
import { type Language, dictionaries } from '../../shared/i18n/dictionaries.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import type { Database } from '../store/store.ts'

export async function readWords(db: Database, language: Language): Promise<Dictionary> {
  const row = await db.selectFrom('organisation').select('department_label').executeTakeFirst()
  return sayDepartments(dictionaries[language], language, row?.department_label ?? usualLabel)
}
