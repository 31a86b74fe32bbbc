/** 协办: who has said 已写完, who was passed over and why; an author of one says it for their own department. */
import { Button } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, Section } from '../../../shared/api.ts'
import { accessTo, type Actor, mayTick } from '../../../shared/permissions.ts'
import { useTickSection } from '../../api/queries.ts'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly departments: readonly Department[]
  readonly actor: Actor
}

export function CoDepartments({ report, section, departments, actor }: Props) {
  const { t } = useTranslation()
  return (
    <section className="co-departments">
      <h3>{t('steps.coTitle')}</h3>
      <ul>
        {section.effectiveCoIds.map(id => (
          <CoDepartment
            key={id}
            report={report}
            section={section}
            name={departments.find(department => department.id === id)?.name ?? ''}
            departmentId={id}
            may={mayTick(actor, accessTo(report, section), id)}
          />
        ))}
      </ul>
    </section>
  )
}

type CoProps = { report: Report; section: Section; name: string; departmentId: string; may: boolean }

function CoDepartment({ report, section, name, departmentId, may }: CoProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useTickSection(report.id)
  const tick = section.progress.ticks.find(one => one.departmentId === departmentId)
  const done = tick?.kind === 'done'
  const say = () =>
    mutate(
      { sectionId: section.id, body: { departmentId, done: !done } },
      { onSuccess: () => tell(t(done ? 'steps.unticked' : 'steps.ticked')), onError: fail },
    )
  const state = () => {
    if (!tick) return t('steps.coWaiting')
    return done ? t('steps.coDone') : t('steps.coPassed', { reason: tick.reason })
  }
  return (
    <li data-done={tick !== undefined || undefined}>
      <span>{name}</span>
      <em>{state()}</em>
      {may && (
        <Button size="compact-sm" variant={done ? 'subtle' : 'light'} loading={isPending} onClick={say}>
          {t(done ? 'steps.untick' : 'steps.tick')}
        </Button>
      )}
    </li>
  )
}
