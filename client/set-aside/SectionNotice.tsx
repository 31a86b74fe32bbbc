/** Above a section's text: what this person wrote and it did not take, or, for the coordinator, what others did. */
import { Alert, Button } from '@mantine/core'
import { IconNotes } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import type { Report, Section, SetAside } from '../../shared/api.ts'
import { isClosed } from '../../shared/report.ts'
import { useQueryClient } from '@tanstack/react-query'
import { setAsideText } from '../api/queries.ts'
import { useSession } from '../ui/session.tsx'
import { useTellFailure } from '../ui/tell-failure.ts'
import { linesOfText } from '../ui/text-lines.ts'
import { useCopying } from './copying.ts'
import { useSetAsideDesk } from './desk.tsx'

type Props = { readonly section: Section; readonly stage: Report['stage'] }

export function SectionNotice({ section, stage }: Props) {
  const { drafts } = useSetAsideDesk()
  const { actor } = useSession()
  const waiting = drafts.filter(({ sectionId, taken }) => sectionId === section.id && taken === null)
  const own = waiting.filter(({ personId }) => personId === actor.id)
  const [newest] = own
  if (newest) return <Own draft={newest} reason={reasonOf(section, stage)} />
  return <Others drafts={waiting} />
}

type Reason = 'submitted' | 'accepted' | 'final' | 'other'

function reasonOf({ status }: Section, stage: Report['stage']): Reason {
  if (isClosed(stage)) return 'final'
  return status === 'submitted' || status === 'accepted' ? status : 'other'
}

function Own({ draft, reason }: { readonly draft: SetAside; readonly reason: Reason }) {
  const { t } = useTranslation()
  const { reportId, show } = useSetAsideDesk()
  const client = useQueryClient()
  const tellFailure = useTellFailure()
  const copying = useCopying()
  const copy = () =>
    client
      .fetchQuery(setAsideText(reportId, draft.id))
      .then(({ text }) => copying.copy(linesOfText(text).join('\n')))
      .catch(tellFailure)
  return (
    <Alert
      color="dai"
      variant="light"
      icon={<IconNotes size={18} aria-hidden="true" />}
      title={t('setAside.noticeTitle')}
    >
      {t(`setAside.notice_${reason}`)}
      <div className="tg-copy-own">
        <Button size="xs" variant="light" onClick={() => show(draft.id)}>
          {t('setAside.compare')}
        </Button>
        <Button size="xs" variant="light" onClick={() => void copy()}>
          {t('common.copy')}
        </Button>
        <output>{copying.words}</output>
      </div>
    </Alert>
  )
}

function Others({ drafts }: { readonly drafts: readonly SetAside[] }) {
  const { t } = useTranslation()
  const { show } = useSetAsideDesk()
  const [newest] = drafts
  if (!newest) return null
  const names = [...new Set(drafts.map(({ personName }) => personName))]
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconNotes size={18} aria-hidden="true" />}
      title={t('setAside.othersTitle')}
    >
      {t('setAside.others', { name: names.join(t('common.listComma')) })}
      <div className="tg-copy-own">
        <Button size="xs" variant="light" onClick={() => show(drafts.length === 1 ? newest.id : null)}>
          {t('setAside.compare')}
        </Button>
      </div>
    </Alert>
  )
}
