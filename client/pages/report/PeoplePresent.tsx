/** Who has the report open now: discs in the bar, names and what they are at in a list. */
import { Popover, UnstyledButton } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import type { Present } from '../../collab/types.ts'
import { PersonAvatar } from '../../ui/PersonAvatar.tsx'
import { useSectionName } from '../../ui/words.ts'

const most = 4

export function PeoplePresent({
  report,
  present,
}: {
  readonly report: Report
  readonly present: readonly Present[]
}) {
  const { t } = useTranslation()
  if (present.length === 0) return null
  const rest = present.length - most
  return (
    <Popover position="bottom-end" width={300} withinPortal>
      <Popover.Target>
        <UnstyledButton
          className="present"
          aria-label={t('reports.presentNames', {
            names: present.map(one => one.name).join(t('common.listComma')),
          })}
        >
          {present.slice(0, most).map(person => (
            <PersonAvatar key={person.id} name={person.name} color={person.color} />
          ))}
          {rest > 0 && <span className="present-rest">+{rest}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="present-title">{t('reports.present')}</p>
        <ul className="present-list">
          {present.map(person => (
            <li key={person.id}>
              <PersonAvatar name={person.name} color={person.color} />
              <span>
                {person.isSelf ? t('reports.presentYou', { name: person.name }) : person.name}
                <Where report={report} person={person} />
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function Where({ report, person }: { readonly report: Report; readonly person: Present }) {
  const { t } = useTranslation()
  const sectionName = useSectionName()
  const headings = report.sections
    .filter(section => person.sectionIds.includes(section.id))
    .map(section => section.number + sectionName(section))
  return (
    <small>
      {headings.length > 0
        ? t('reports.presentIn', { sections: headings.join(t('common.listComma')) })
        : t('reports.presentLooking')}
    </small>
  )
}
