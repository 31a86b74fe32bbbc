/** What a draft's section is called, also when it is gone. */
import { useCallback } from 'react'
import { useTranslation } from '../i18n.ts'
import type { SetAside } from '../../shared/api.ts'

export function useSectionWords(): (draft: Pick<SetAside, 'heading' | 'sectionDeleted'>) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ heading, sectionDeleted }) => {
      const name = heading || t('outline.untitled')
      return sectionDeleted ? t('setAside.deletedSection', { name }) : name
    },
    [t],
  )
}
