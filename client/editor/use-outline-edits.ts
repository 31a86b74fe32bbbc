/** The outline from the sheet: changing a heading, adding a section behind another, and who holds each. */
import { useCallback, useMemo } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report, Section } from '../../shared/api.ts'
import { holders } from '../../shared/permissions.ts'
import { useAddSection, useChangeSection, useDepartments } from '../api/queries.ts'
import { useTellFailure } from '../ui/tell-failure.ts'

export function useOutlineEdits(report: Report, onFocusSection: (sectionId: string) => void) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate: change } = useChangeSection(report.id)
  const { mutateAsync: add } = useAddSection(report.id)
  const onHeading = useCallback(
    (sectionId: string, heading: string) => change({ sectionId, change: { heading } }, { onError: fail }),
    [change, fail],
  )
  const onAddAfter = useCallback(
    (section: Section) => {
      const place = { parentId: section.parentId, afterId: section.id, heading: t('editor.newSection') }
      void add(place).then(({ sectionId }) => onFocusSection(sectionId), fail)
    },
    [add, onFocusSection, fail, t],
  )
  return { onHeading, onAddAfter }
}

/** By section, the names of the departments that hold it, the lead first. */
export function useDepartmentNames(sections: readonly Section[]): ReadonlyMap<string, readonly string[]> {
  const { data } = useDepartments()
  return useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]))
    return new Map(sections.map(section => [section.id, holders(section).flatMap(id => names.get(id) ?? [])]))
  }, [data, sections])
}
