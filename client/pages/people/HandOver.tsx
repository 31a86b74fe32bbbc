/** All that a department holds going to another: its sections alone, or everything in a merger. */
import { Button, Group, Modal, Select, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Holding, Person } from '../../../shared/api.ts'
import { keys, useCall, useHoldings } from '../../api/queries.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { tell } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'

type Props = {
  readonly department: Department
  /** Departments that may take it over. */
  readonly others: readonly Department[]
  readonly onClose: () => void
}

const touched = [keys.departments, keys.people, keys.invitations, keys.reports, ['report'], ['holdings']]

export function TransferSections({ department, others, onClose }: Props) {
  const { t } = useTranslation()
  const holdings = useHoldings(department.id)
  const transfer = useCall('transferSections', touched)
  const { name } = department
  const sections = holdings.data?.sections ?? []
  const open = sections.filter(section => !section.closed)
  const send = (into: Department) =>
    transfer.mutate([{ departmentId: department.id }, { toId: into.id }], {
      onSuccess: () => {
        tell(t('people.transferred', { name: into.name }))
        onClose()
      },
    })
  return (
    <ChooseDepartment
      title={t('people.transferAll', { name })}
      label={t('people.transferTo')}
      action={t('people.transfer')}
      actionInto={into => t('people.transferNow', { name: into.name })}
      others={others}
      possible={open.length > 0}
      busy={transfer.isPending}
      error={transfer.error}
      onChoose={send}
      onClose={onClose}
    >
      {holdings.error && <LoadFailure error={holdings.error} onRetry={() => void holdings.refetch()} />}
      {holdings.data && open.length === 0 && <Text>{t('people.transferNothing', { name })}</Text>}
      {open.length > 0 && <HeldSections sections={open} />}
      {sections.length > open.length && (
        <Text c="dimmed" size="sm">
          {t('people.transferClosed', { n: sections.length - open.length })}
        </Text>
      )}
    </ChooseDepartment>
  )
}

export function MergeDepartment({
  department,
  others,
  people,
  onClose,
}: Props & { readonly people: readonly Person[] }) {
  const { t } = useTranslation()
  const holdings = useHoldings(department.id)
  const merge = useCall('mergeDepartments', touched)
  const { name } = department
  const members = people.filter(person => person.departmentIds.includes(department.id))
  const names = members.map(person => person.name).join(t('common.listComma'))
  const send = (into: Department) =>
    merge.mutate([{ departmentId: department.id }, { toId: into.id }], {
      onSuccess: () => {
        tell(t('people.merged', { name: into.name }))
        onClose()
      },
    })
  return (
    <ChooseDepartment
      title={t('people.mergeDepartmentOf', { name })}
      label={t('people.mergeInto')}
      action={t('people.mergeDepartment')}
      actionInto={into => t('people.mergeNow', { name: into.name })}
      danger
      others={others}
      possible={holdings.data !== undefined}
      busy={merge.isPending}
      error={merge.error}
      onChoose={send}
      onClose={onClose}
    >
      {holdings.error && <LoadFailure error={holdings.error} onRetry={() => void holdings.refetch()} />}
      {holdings.data && (
        <>
          <Text>{t('people.mergeWarning', { name })}</Text>
          <ul className="held">
            <li>{t('people.mergeSections', { n: holdings.data.sections.length })}</li>
            <li>
              {members.length > 0
                ? t('people.mergePeople', { n: members.length, names })
                : t('people.mergeNobody')}
            </li>
            <li>{t('people.mergeInvitations', { n: holdings.data.invitations })}</li>
          </ul>
          {holdings.data.sections.length > 0 && <HeldSections sections={holdings.data.sections} />}
        </>
      )}
    </ChooseDepartment>
  )
}

function HeldSections({ sections }: { sections: readonly Holding[] }) {
  const { t } = useTranslation()
  const byReport = [...Map.groupBy(sections, section => section.reportId)]
  const title = t('people.holdsSections', { n: sections.length })
  return (
    // A keyboard scrolls what can be focused.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="held-scroll" aria-label={title} tabIndex={0}>
      <Text size="sm">{title}</Text>
      {byReport.map(([reportId, held]) => (
        <div key={reportId}>
          <Text size="sm" c="dimmed">
            {held[0]?.reportTitle}
          </Text>
          <ul className="held">
            {held.map(({ sectionId, number, heading, as }) => (
              <li key={sectionId}>
                {number}
                {heading}
                {as === 'co' && t('people.holdsCo')}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

type ChooseProps = {
  readonly title: string
  readonly label: string
  /** On the button before a department is chosen, and with it. */
  readonly action: string
  readonly actionInto: (into: Department) => string
  readonly danger?: boolean
  readonly others: readonly Department[]
  readonly possible: boolean
  readonly busy: boolean
  readonly error: Error | null
  readonly onChoose: (into: Department) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

function ChooseDepartment(props: ChooseProps) {
  const { title, label, action, actionInto, danger = false, others, possible, busy, error } = props
  const { onChoose, onClose, children } = props
  const { t } = useTranslation()
  const [toId, setToId] = useState<string | null>(null)
  const into = others.find(one => one.id === toId)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (into) onChoose(into)
  }
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form onSubmit={send} className="people-form">
        {children}
        <Select
          label={label}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={toId}
          onChange={setToId}
          searchable
          required
          data-autofocus
        />
        <Problem error={error ?? undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            {...(danger ? { color: 'red' } : {})}
            loading={busy}
            disabled={!into || !possible}
          >
            {into ? actionInto(into) : action}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
