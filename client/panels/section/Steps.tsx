/**
 * The next steps of a section: only those that this person may take now. Submitting, signing and deciding
 * stand in files of their own.
 */
import { Group } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, Section } from '../../../shared/api.ts'
import {
  accessTo,
  type Actor,
  mayAccept,
  mayCollectSignature,
  mayEnter,
  mayReadSubmissions,
  mayRecall,
  mayReopen,
  mayReturn,
  maySubmit,
  mayWrite,
} from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import type { SectionSession } from '../../collab/types.ts'
import { AfterSigning } from './AfterSigning.tsx'
import { CoDepartments } from './CoDepartments.tsx'
import { Accept, Reopen, Return } from './Decide.tsx'
import { Enter } from './Enter.tsx'
import { FromFile } from './FromFile.tsx'
import { Recall } from './Recall.tsx'
import { SentenceNotes } from './SentenceNotes.tsx'
import { Signing } from './Signing.tsx'
import { Submit } from './Submit.tsx'
import { useDraftNotes } from './draft-notes.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly session: SectionSession
  readonly departments: readonly Department[]
  readonly actor: Actor
}

export function Steps({ report, section, session, departments, actor }: Props) {
  const access = accessTo(report, section)
  const owner = actor.departmentIds.some(id => access.departmentIds.includes(id))
  const notes = useDraftNotes(section.id)
  const looks = { ...access, looked: section.progress.looked }
  const part = { report, section, departments, actor }
  return (
    <div className="panel-steps">
      {section.status === 'returned' && section.returnReason && <ReturnNote reason={section.returnReason} />}
      {!mayWrite(actor, access) && <WhyReadOnly {...part} owner={owner} />}
      {section.effectiveCoIds.length > 0 && section.status !== 'accepted' && <CoDepartments {...part} />}
      <Signing {...part} collects={mayCollectSignature(actor, access)} />
      {mayReadSubmissions(actor, access) && <AfterSigning report={report} section={section} />}
      {mayReturn(actor, access) && <SentenceNotes section={section} notes={notes} />}
      <Group gap="xs">
        {maySubmit(actor, access) && <Submit {...part} session={session} quiet={!owner} />}
        {mayWrite(actor, access) && <FromFile reportId={report.id} section={section} session={session} />}
        {mayEnter(actor, access) && <Enter report={report} section={section} departments={departments} />}
        {mayAccept(actor, access) && <Accept reportId={report.id} section={section} />}
        {mayReturn(actor, access) && <Return reportId={report.id} section={section} notes={notes} />}
        {mayReopen(actor, access) && <Reopen reportId={report.id} section={section} />}
        {mayRecall(actor, looks) && <Recall reportId={report.id} section={section} />}
      </Group>
    </div>
  )
}

function ReturnNote({ reason }: { readonly reason: string }) {
  const { t } = useTranslation()
  return (
    <div className="return-note">
      <strong>{t('outline.returnedBecause')}</strong>
      <p>{reason}</p>
    </div>
  )
}

type WhyProps = { report: Report; section: Section; actor: Actor; owner: boolean }

function WhyReadOnly({ report, section, actor, owner }: WhyProps) {
  const { t } = useTranslation()
  const why = () => {
    if (isClosed(report.stage)) return t('outline.readOnlyBecause_closed')
    if (actor.role !== 'author') return t('outline.readOnlyBecause_role')
    if (!owner) return t('outline.readOnlyBecause_foreign')
    if (section.status === 'accepted') return t('outline.readOnlyBecause_accepted')
    if (section.status === 'awaiting_signoff') return t('outline.readOnlyBecause_awaiting_signoff')
    const submitted = t('outline.readOnlyBecause_submitted')
    return section.progress.looked ? `${submitted} ${t('steps.looked')}` : submitted
  }
  return <p className="panel-note">{why()}</p>
}
