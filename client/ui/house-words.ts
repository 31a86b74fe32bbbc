/** A whole dictionary, for what is written by shared code, in the page's language and the house's words. */
import { useMemo } from 'react'
import { sayDepartments } from '../../shared/i18n/departments.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { useLanguage } from '../i18n.ts'
import { useSession } from './session.tsx'

export function useHouseWords(): Dictionary {
  const { language } = useLanguage()
  const { departmentLabel } = useSession().organisation
  return useMemo(
    () => sayDepartments(dictionaries[language], language, departmentLabel),
    [language, departmentLabel],
  )
}
