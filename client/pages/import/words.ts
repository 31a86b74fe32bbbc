/** The words of importing come with its page: no other needs them. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importing as en } from '../../../shared/i18n/en/importing.ts'
import { importing as zh } from '../../../shared/i18n/zh/importing.ts'

/** To be called before the first of them is said. */
export function useImportWords(): void {
  const { i18n } = useTranslation()
  useState(() => {
    i18n.addResourceBundle('zh', 'translation', { importing: zh })
    i18n.addResourceBundle('en', 'translation', { importing: en })
  })
}
