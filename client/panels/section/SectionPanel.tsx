/**
 * The section that has the focus: where it stands, what is asked of it, what can be done with it next, and
 * what came in before. Coordinators set its owners and limits here; others read them.
 */
import { ScrollArea, Skeleton } from '@mantine/core'
import { IconPointer } from '@tabler/icons-react'
import { Suspense, useEffect } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, Section } from '../../../shared/api.ts'
import {
  type Actor,
  holders,
  mayEditOutline,
  mayLook,
  mayReadSubmissions,
} from '../../../shared/permissions.ts'
import { useLookAtSection } from '../../api/queries.ts'
import type { SectionSession } from '../../collab/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SectionDrafts } from '../../set-aside/SectionDrafts.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { lazy } from '../../ui/lazy.ts'
import { useSectionName, useStatusWord } from '../../ui/words.ts'
import { Facts } from './Facts.tsx'
import { Length } from './Length.tsx'
import './section.css'
import { Steps } from './Steps.tsx'
import { Submissions } from './Submissions.tsx'

// Date pickers are heavy, and only coordinators use them.
const Fields = lazy(async () => ({ default: (await import('./Fields.tsx')).Fields }))

type Props = {
  readonly report: Report
  readonly section: Section | undefined
  readonly session: SectionSession | undefined
  readonly departments: readonly Department[]
  readonly actor: Actor
}

export function SectionPanel({ report, section, session, departments, actor }: Props) {
  const { t } = useTranslation()
  useLooking(report, section, actor)
  if (!section || !session)
    return (
      <EmptyState
        title={t('outline.pick')}
        lead={t('outline.pickLead')}
        icon={<IconPointer stroke={1.4} />}
        heading={3}
      />
    )
  return (
    <ScrollArea className="panel-scroll" type="hover">
      <div className="panel-body">
        <Heading section={section} />
        <Steps
          key={section.id}
          report={report}
          section={section}
          session={session}
          departments={departments}
          actor={actor}
        />
        <Length key={`length-${section.id}`} section={section} session={session} />
        {mayEditOutline(actor, report) ? (
          <Suspense fallback={<Skeleton height={320} />}>
            <Fields key={section.id} report={report} section={section} departments={departments} />
          </Suspense>
        ) : (
          <Facts section={section} departments={departments} />
        )}
        {mayReadSubmissions(actor, { departmentIds: holders(section) }) && (
          <Submissions report={report} section={section} />
        )}
        <SectionDrafts sectionId={section.id} />
      </div>
    </ScrollArea>
  )
}

/** A fresh 来稿 that the coordinator has before their eyes is looked at: its department recalls it no more. */
function useLooking(report: Report, section: Section | undefined, actor: Actor): void {
  const { mutate } = useLookAtSection(report.id)
  const fresh = section?.status === 'submitted' && !section.progress.looked && mayLook(actor)
  const sectionId = fresh ? section.id : undefined
  useEffect(() => {
    if (sectionId !== undefined) mutate(sectionId)
  }, [sectionId, mutate])
}

function Heading({ section }: { readonly section: Section }) {
  const sectionName = useSectionName()
  const statusWord = useStatusWord()
  return (
    <header className="panel-heading">
      <h2>
        {section.number}
        {sectionName(section)}
      </h2>
      <span className={`status-word tone-${section.status}`}>
        <StatusDot status={section.status} />
        {statusWord(section.status)}
      </span>
    </header>
  )
}
