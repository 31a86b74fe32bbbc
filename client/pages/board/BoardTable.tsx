/** The table of sections: ordering, filtering, grouping, choosing several, and what is done with the chosen. */
import { Button, Checkbox, Select, Switch, TextInput } from '@mantine/core'
import { IconBellRinging, IconSearch } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Person, Reminder, Report, Section } from '../../../shared/api.ts'
import { noCounts, sumCounts } from '../../../shared/checks/counts.ts'
import { shareOfExcess } from '../../../shared/budget.ts'
import { holders, mayEditOutline, mayKeepPeople, mayRemind } from '../../../shared/permissions.ts'
import { useReminders } from '../../api/channels.ts'
import { useActivity, useFindingCounts, usePeople } from '../../api/queries.ts'
import type { Present } from '../../collab/types.ts'
import { FindingCount } from '../../ui/FindingCount.tsx'
import { useSession } from '../../ui/session.tsx'
import { BoardRow } from './BoardRow.tsx'
import { Chosen } from './Chosen.tsx'
import { RemindDialog } from './RemindDialog.tsx'
import { countedSections, type Filter, filters, grouped, type Row, type Sort, sorts, viewed } from './rows.ts'

type Props = {
  readonly report: Report
  readonly rows: readonly Row[]
  readonly departments: readonly Department[]
  readonly present: readonly Present[]
}

export function BoardTable({ report, rows, departments, present }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [sort, setSort] = useState<Sort>('outline')
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reminding, setReminding] = useState(false)
  const { data: people } = usePeople(mayKeepPeople(actor))
  const reminders = useReminders(report.id).data ?? []
  const activity = useActivity(report.id, report.revision).data ?? []
  const { data: counted, isError: uncounted } = useFindingCounts(report.id, report.revision)
  const counts = counted && new Map(counted.map(one => [one.sectionId, one]))
  const shown = viewed(rows, { sort, filter, search })
  const late = rows.filter(row => row.late).map(({ section }) => section.id)
  const share = shareOfExcess(countedSections(report), report.wordsCeiling)
  const edits = mayEditOutline(actor, report)
  const picked = shown.filter(({ section }) => chosen.has(section.id))
  const choose = (ids: readonly string[], yes: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (yes) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
  }
  const groups: [string, Row[]][] = group ? grouped(shown) : [['', shown]]
  const columns = 8 + (edits ? 1 : 0) + (share.size > 0 ? 1 : 0)
  return (
    <>
      <div className="board-tools">
        <TextInput
          aria-label={t('board.search')}
          placeholder={t('board.search')}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label={t('board.filter')}
          data={filters.map(value => ({ value, label: t(`board.filter_${value}`) }))}
          value={filter}
          allowDeselect={false}
          onChange={value => setFilter(filters.find(one => one === value) ?? 'all')}
        />
        <Select
          aria-label={t('board.sortBy')}
          data={sorts.map(value => ({ value, label: t(`board.sort_${value}`) }))}
          value={sort}
          allowDeselect={false}
          onChange={value => setSort(sorts.find(one => one === value) ?? 'outline')}
        />
        <Switch
          label={t('board.group')}
          checked={group}
          onChange={event => setGroup(event.currentTarget.checked)}
        />
        {mayRemind(actor, report) && late.length > 0 && (
          <Button
            variant="light"
            className="board-remind"
            leftSection={<IconBellRinging size={17} stroke={1.7} />}
            onClick={() => setReminding(true)}
          >
            {t('channels.remindLate', { n: late.length })}
          </Button>
        )}
        {reminding && (
          <RemindDialog
            report={report}
            sectionIds={late}
            onClose={() => setReminding(false)}
            onSent={() => setReminding(false)}
          />
        )}
      </div>
      {edits && picked.length > 0 && (
        <Chosen
          report={report}
          sections={picked.map(({ section }) => section)}
          departments={departments}
          onClear={() => setChosen(new Set())}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table wider than a phone scrolls by keys too */}
      <section className="board-scroll" aria-label={t('board.title')} tabIndex={0}>
        <table className="board">
          <thead>
            <tr>
              {edits && (
                <th className="board-all">
                  <Checkbox
                    aria-label={t('board.selectAll')}
                    checked={shown.length > 0 && picked.length === shown.length}
                    indeterminate={picked.length > 0 && picked.length < shown.length}
                    onChange={event =>
                      choose(
                        shown.map(({ section }) => section.id),
                        event.currentTarget.checked,
                      )
                    }
                  />
                </th>
              )}
              <th>{t('board.section')}</th>
              <th>{t('board.leadDepartment')}</th>
              <th>{t('board.status')}</th>
              <th>{t('board.due')}</th>
              <th className="board-number">{t('board.words')}</th>
              {share.size > 0 && <th className="board-number">{t('board.giveUp')}</th>}
              <th>{t('board.checks')}</th>
              <th>{t('board.change')}</th>
              <th>{t('board.present')}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(([lead, list]) => (
              <Fragment key={lead}>
                {group && (
                  <tr className="board-group">
                    <th colSpan={columns} scope="rowgroup">
                      {lead || t('board.noDepartment')} · {list.length}{' '}
                      {counts && (
                        <FindingCount counts={sumCounts(list.map(({ section }) => counts.get(section.id)))} />
                      )}
                    </th>
                  </tr>
                )}
                {list.map(row => (
                  <BoardRow
                    key={row.section.id}
                    reportId={report.id}
                    row={row}
                    authors={authorsOf(people ?? [], row.section)}
                    change={activity.find(({ sectionId }) => sectionId === row.section.id)}
                    found={
                      counts ? (counts.get(row.section.id) ?? noCounts) : uncounted ? 'failed' : 'running'
                    }
                    reminded={newestOf(reminders, row.section.id)}
                    people={present.filter(({ sectionIds }) => sectionIds.includes(row.section.id))}
                    giveUp={share.size > 0 ? (share.get(row.section.id) ?? 0) : undefined}
                    chosen={edits ? chosen.has(row.section.id) : undefined}
                    onChoose={yes => choose([row.section.id], yes)}
                  />
                ))}
              </Fragment>
            ))}
            {shown.length === 0 && (
              <tr>
                <td colSpan={columns} className="board-none">
                  {t('board.noMatch')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </section>
    </>
  )
}

/** The last time that any department was reminded of the section. */
function newestOf(reminders: readonly Reminder[], sectionId: string): Reminder | undefined {
  return reminders
    .filter(one => one.sectionId === sectionId)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)
}

/** The people who write a section: the active authors of the departments that hold it. */
function authorsOf(people: readonly Person[], section: Section): string[] {
  const held = holders(section)
  return people
    .filter(
      ({ active, role, departmentIds }) =>
        active && role === 'author' && departmentIds.some(id => held.includes(id)),
    )
    .map(({ name }) => name)
}
