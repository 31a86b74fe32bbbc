/** One section on the board. */
import { Checkbox } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Reminder, ResponseOf } from '../../../shared/api.ts'
import type { Counts } from '../../../shared/checks/counts.ts'
import type { Present } from '../../collab/types.ts'
import { FindingCount } from '../../ui/FindingCount.tsx'
import { PersonAvatar } from '../../ui/PersonAvatar.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSectionName, useStatusWord } from '../../ui/words.ts'
import type { Row } from './rows.ts'

type Props = {
  readonly reportId: string
  readonly row: Row
  /** Names of the people who write it, as far as one may know them. */
  readonly authors: readonly string[]
  readonly change: ResponseOf<'listActivity'>[number] | undefined
  /** What the checks count in it. */
  readonly found: Counts | 'running' | 'failed'
  /** The last 催报. */
  readonly reminded: Reminder | undefined
  readonly people: readonly Present[]
  /** Undefined while the report keeps its budget. */
  readonly giveUp: number | undefined
  /** Undefined for who may not choose. */
  readonly chosen: boolean | undefined
  readonly onChoose: (yes: boolean) => void
}

export function BoardRow({
  reportId,
  row,
  authors,
  change,
  found,
  reminded,
  people,
  giveUp,
  chosen,
  onChoose,
}: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const heading = useSectionName()(row.section)
  const { section } = row
  return (
    <tr data-late={row.late || undefined}>
      {chosen !== undefined && (
        <td>
          <Checkbox
            aria-label={t('board.select', { heading })}
            checked={chosen}
            onChange={event => onChoose(event.currentTarget.checked)}
          />
        </td>
      )}
      <th scope="row" data-level={section.level}>
        <Link to={`/reports/${reportId}#${section.id}`}>
          {section.number}
          {heading}
        </Link>
      </th>
      <td>
        {row.lead || <em>{t('board.noDepartment')}</em>}
        {row.co.length > 0 && <small>{row.co.join(t('common.listComma'))}</small>}
        {authors.length > 0 && <small title={t('board.people')}>{authors.join(t('common.listComma'))}</small>}
      </td>
      <td>
        <Status row={row} />
      </td>
      <td>
        <Due row={row} />
        {reminded && row.open && (
          <small>
            {t('channels.lastReminded', { time: moment(reminded.at), name: reminded.personName })}
          </small>
        )}
      </td>
      <td className="board-number" data-label={t('board.words')}>
        <Words row={row} />
      </td>
      {giveUp !== undefined && (
        <td className="board-number" data-label={t('board.giveUp')}>
          {giveUp > 0 && `−${giveUp}`}
        </td>
      )}
      <td data-label={t('board.checks')}>
        <Found found={found} />
      </td>
      <td data-label={t('board.change')}>
        {change && t('board.changedBy', { name: change.personName, time: moment(change.at) })}
      </td>
      <td>
        <span className="board-people">
          {people.map(person => (
            <PersonAvatar key={person.id} name={person.name} color={person.color} />
          ))}
        </span>
      </td>
    </tr>
  )
}

function Found({ found }: { readonly found: Props['found'] }) {
  const { t } = useTranslation()
  if (found === 'running') return <small>{t('board.checksRunning')}</small>
  if (found === 'failed') return <small>{t('board.checksFailed')}</small>
  const isClean = found.errors + found.warnings === 0
  return isClean ? <small title={t('board.checksNone')}>—</small> : <FindingCount counts={found} />
}

function Status({ row: { section } }: { readonly row: Row }) {
  const { t } = useTranslation()
  const statusWord = useStatusWord()
  const { progress, effectiveCoIds, status } = section
  const ticked = effectiveCoIds.filter(id => progress.ticks.some(({ departmentId }) => departmentId === id))
  const writing = status !== 'submitted' && status !== 'accepted'
  return (
    <>
      <span className={`status-word tone-${status}`}>
        <StatusDot status={status} />
        {progress.nil ? t('board.nil') : statusWord(status)}
      </span>
      {writing && effectiveCoIds.length > 0 && (
        <small>{t('board.tickedOf', { done: ticked.length, all: effectiveCoIds.length })}</small>
      )}
      {status === 'submitted' && progress.looked && <small>{t('board.looked')}</small>}
    </>
  )
}

const soonDays = 3

function Due({ row: { dueAt, open, late } }: { readonly row: Row }) {
  const { t } = useTranslation()
  const { moment, daysUntil } = useTimes()
  if (dueAt === null) return null
  const days = daysUntil(dueAt)
  return (
    <>
      {moment(dueAt)}
      {late && (
        <small className="late">{days < 0 ? t('board.late', { n: -days }) : t('board.lateToday')}</small>
      )}
      {open && !late && days <= soonDays && (
        <small className="soon">{days === 0 ? t('board.today') : t('board.soon', { n: days })}</small>
      )}
    </>
  )
}

function Words({ row: { section } }: { readonly row: Row }) {
  const { t } = useTranslation()
  const { words, floor, ceiling } = section
  return (
    <>
      {words}
      {ceiling !== null && words > ceiling && (
        <small className="late">{t('board.overCeiling', { n: words - ceiling })}</small>
      )}
      {ceiling !== null && words <= ceiling && <small>{t('board.limitCeiling', { n: ceiling })}</small>}
      {floor !== null && words < floor && (
        <small className="soon">{t('board.limitFloor', { n: floor })}</small>
      )}
    </>
  )
}
