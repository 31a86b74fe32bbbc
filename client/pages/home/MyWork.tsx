/** 我的任务: what an author owes, until what hour, and what came back and why; the soonest due first. */
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { ResponseOf } from '../../../shared/api.ts'
import { useMyWork } from '../../api/queries.ts'
import { handInAddress } from '../../ui/hand-in-address.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useTimes } from '../../ui/times.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSectionName, useStatusWord } from '../../ui/words.ts'
import './my-work.css'

type Work = ResponseOf<'listMyWork'>[number]

export function MyWork() {
  const { t } = useTranslation()
  const work = useMyWork().data
  if (!work || work.length === 0) return null
  const owed = work.filter(one => one.owed)
  const done = work.filter(one => !one.owed)
  return (
    <section className="my-work" aria-labelledby="my-work">
      <h2 id="my-work">{t('board.myWork')}</h2>
      {owed.length === 0 && <p>{t('board.myWorkNone')}</p>}
      <List work={owed} />
      {done.length > 0 && (
        <details>
          <summary>
            {t('board.myWorkDone')} · {done.length}
          </summary>
          <List work={done} />
        </details>
      )}
    </section>
  )
}

function List({ work }: { readonly work: readonly Work[] }) {
  const { t } = useTranslation()
  return (
    <ul>
      {work.map(one => (
        <li key={one.sectionId}>
          <Item work={one} />
          {one.owed && (
            <a className="plain-way" href={handInAddress(one)}>
              {t('handIn.open')}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

function Item({ work }: { readonly work: Work }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const statusWord = useStatusWord()
  const heading = useSectionName()(work)
  const now = useNow()
  const late = work.owed && work.dueAt !== null && Date.parse(work.dueAt) < now
  const returned = work.status === 'returned' && work.returnReason !== null
  return (
    <Link to={`/reports/${work.reportId}#${work.sectionId}`}>
      <strong>
        {work.number}
        {heading}
      </strong>
      <p>
        <span className={`status-word tone-${work.status}`}>
          <StatusDot status={work.status} />
          {statusWord(work.status)}
        </span>
        <span className={late ? 'late' : undefined}>
          {work.dueAt === null ? t('board.noDue') : t('reports.due', { time: moment(work.dueAt) })}
          {late && ` ${t('board.lateToday')}`}
        </span>
        <span>{t(work.part === 'lead' ? 'board.partLead' : 'board.partCo')}</span>
        <span>{work.reportTitle}</span>
      </p>
      {returned && <p className="late">{t('board.returnedWhy', { reason: work.returnReason ?? '' })}</p>}
      {returned && work.notes > 0 && <p>{t('board.notes', { n: work.notes })}</p>}
    </Link>
  )
}
