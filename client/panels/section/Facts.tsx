/** What is asked of a section, for people who do not set it. */
import { useTranslation } from '../../i18n.ts'
import type { Department, Section } from '../../../shared/api.ts'
import { useTimes } from '../../ui/times.ts'

type Props = { readonly section: Section; readonly departments: readonly Department[] }

export function Facts({ section, departments }: Props) {
  const { t } = useTranslation()
  const { moment, daysUntil } = useTimes()
  const nameOf = (id: string) => departments.find(department => department.id === id)?.name ?? ''
  const open = section.status !== 'submitted' && section.status !== 'accepted'
  return (
    <dl className="facts">
      <dt>{t('outline.lead')}</dt>
      <dd>{section.effectiveLeadId ? nameOf(section.effectiveLeadId) : t('outline.noDepartment')}</dd>
      {section.effectiveCoIds.length > 0 && (
        <>
          <dt>{t('outline.co')}</dt>
          <dd>{section.effectiveCoIds.map(nameOf).join(t('common.listComma'))}</dd>
        </>
      )}
      {section.dueAt && (
        <>
          <dt>{t('outline.due')}</dt>
          <dd>
            {moment(section.dueAt)}
            {open && daysUntil(section.dueAt) < 0 && <b className="late">{t('outline.overdue')}</b>}
          </dd>
        </>
      )}
      {section.guidance && (
        <>
          <dt>{t('outline.guidance')}</dt>
          <dd className="facts-guidance">{section.guidance}</dd>
        </>
      )}
    </dl>
  )
}
