/** One department's notice or reminder: the text, the QR code of its way in, and the button that copies. */
import { Button, Group } from '@mantine/core'
import { IconCopy, IconLink } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report } from '../../../shared/api.ts'
import { writeNotice, writeReminder } from '../../../shared/notice/notice.ts'
import { keys, useCall } from '../../api/queries.ts'
import { copyText } from '../../ui/copy.ts'
import { wholeAddress } from '../../ui/CopyField.tsx'
import { useHouseWords } from '../../ui/house-words.ts'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import type { Kind } from './NoticePage.tsx'
import { QrImage } from './QrImage.tsx'

type Props = {
  readonly report: Report
  readonly department: Department
  readonly kind: Kind
  readonly now: number
}

export function DepartmentNotice({ report, department, kind, now }: Props) {
  const { t } = useTranslation()
  const words = useHouseWords()
  const { organisation } = useSession()
  const { moment } = useTimes()
  const [invitation, setInvitation] = useState<string>()
  const headingId = useId()
  const address = wholeAddress(invitation ?? `/reports/${report.id}`)
  const write = kind === 'notice' ? writeNotice : writeReminder
  const text = write({
    report,
    department,
    link: { address, invites: invitation !== undefined },
    from: organisation.name,
    words,
    moment,
    now,
  })
  if (text === undefined) return null
  return (
    <li className="card notice" aria-labelledby={headingId}>
      <h2 id={headingId}>{department.name}</h2>
      <div className="notice-body">
        <Message report={report} department={department} kind={kind} text={text} />
        <QrImage text={address} label={t('notices.code', { department: department.name })} />
      </div>
      {invitation === undefined ? (
        department.active && <Invite department={department} onLink={setInvitation} />
      ) : (
        <p className="notice-hint">{t('notices.linkOnce')}</p>
      )}
    </li>
  )
}

type MessageProps = Omit<Props, 'now'> & { readonly text: string }

function Message({ report, department, kind, text }: MessageProps) {
  const { t } = useTranslation()
  const area = useRef<HTMLTextAreaElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'logged' | 'by-hand'>()
  const fail = useTellFailure()
  const { mutate } = useCall('remind', [keys.audit, keys.reminders(report.id)])
  const copy = async () => {
    const copied = await copyText(text)
    if (!copied) area.current?.select()
    setOutcome(copied ? 'copied' : 'by-hand')
    if (kind === 'reminder')
      mutate([{ reportId: report.id }, { departmentId: department.id }], {
        onSuccess: () => copied && setOutcome('logged'),
        onError: fail,
      })
  }
  const words = {
    copied: t('common.copied'),
    logged: t('notices.logged'),
    'by-hand': t('common.copyByHand'),
  }
  return (
    <div className="notice-text">
      <textarea
        ref={area}
        readOnly
        rows={text.split('\n').length + 1}
        aria-label={t('notices.textOf', { department: department.name })}
        value={text}
      />
      <pre className="notice-printed" aria-hidden="true">
        {text}
      </pre>
      <Group gap="sm">
        <Button leftSection={<IconCopy size={17} stroke={1.7} />} onClick={() => void copy()}>
          {t(kind === 'notice' ? 'notices.copyNotice' : 'notices.copyReminder', {
            department: department.name,
          })}
        </Button>
        <span aria-live="polite">{outcome && words[outcome]}</span>
      </Group>
    </div>
  )
}

type InviteProps = { readonly department: Department; readonly onLink: (link: string) => void }

function Invite({ department, onLink }: InviteProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('createInvitation', [keys.invitations])
  return (
    <Button
      className="notice-invite"
      variant="subtle"
      size="compact-sm"
      loading={isPending}
      leftSection={<IconLink size={16} stroke={1.7} />}
      aria-label={t('notices.makeLinkFor', { department: department.name })}
      onClick={() =>
        mutate([{}, { departmentId: department.id, role: 'author' }], {
          onSuccess: ({ link }) => onLink(link),
          onError: fail,
        })
      }
    >
      {t('notices.makeLink')}
    </Button>
  )
}
