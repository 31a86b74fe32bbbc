/** One round on the coordinator's desk: who has answered, who is to be reminded, and all opinions. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Consultation, Consultations, ConsultRecipient } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { useCloseConsultation } from '../../api/consult.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { EnterForDialog } from './EnterForDialog.tsx'
import type { Links } from './Links.tsx'
import { Opinions } from './Opinions.tsx'
import { AddDialog } from './StartDialog.tsx'

type Props = {
  readonly reportId: string
  readonly data: Consultations
  readonly round: Consultation
  readonly onLinks: (links: Links) => void
}

export function Round({ reportId, data, round, onLinks }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const [asked, setAsked] = useState<'add' | 'close'>()
  const { mutate, isPending } = useCloseConsultation(reportId, round.id)
  const waiting = round.recipients.filter(({ state }) => state === 'waiting')
  const open = round.closedAt === null
  const done = () => setAsked(undefined)
  return (
    <section className="consult-round" aria-labelledby={`round-${round.id}`}>
      <Group justify="space-between" align="flex-start">
        <div>
          <h2 id={`round-${round.id}`}>{t('consult.roundOf', { round: round.round, title: round.title })}</h2>
          <p>
            {open ? t('consult.dueBy', { time: moment(round.dueAt) }) : t('consult.closed')} ·{' '}
            {t('consult.counts', {
              answered: round.recipients.length - waiting.length,
              waiting: waiting.length,
            })}
          </p>
        </div>
        <Group gap="xs">
          {open && (
            <Button size="compact-md" variant="default" onClick={() => setAsked('add')}>
              {t('consult.addRecipients')}
            </Button>
          )}
          <Button
            size="compact-md"
            variant="default"
            loading={isPending}
            onClick={() => (open ? setAsked('close') : mutate(false, { onError: fail }))}
          >
            {open ? t('consult.close') : t('consult.reopen')}
          </Button>
        </Group>
      </Group>
      {open && waiting.length > 0 && (
        <CopyField
          label={t('consult.remind')}
          text={t('consult.remindText', {
            names: waiting.map(({ name }) => name).join(t('common.listComma')),
            time: moment(round.dueAt),
            report: data.reportTitle,
          })}
        />
      )}
      <h3>{t('consult.recipients')}</h3>
      <ul className="consult-recipients">
        {round.recipients.map(one => (
          <li key={one.id}>
            <Recipient reportId={reportId} round={round} recipient={one} onLinks={onLinks} />
          </li>
        ))}
      </ul>
      <Opinions reportId={reportId} round={round} />
      {asked === 'add' && (
        <AddDialog
          reportId={reportId}
          round={round}
          onClose={done}
          onAdded={links => {
            done()
            onLinks(links)
          }}
        />
      )}
      <Confirm
        opened={asked === 'close'}
        title={t('consult.close')}
        lead={t('consult.closeLead')}
        action={t('consult.close')}
        busy={isPending}
        onClose={done}
        onConfirm={() => mutate(true, { onSuccess: done, onError: fail })}
      />
    </section>
  )
}

type RecipientProps = Omit<Props, 'data'> & { readonly recipient: ConsultRecipient }

function Recipient({ reportId, round, recipient, onLinks }: RecipientProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const [entering, setEntering] = useState(false)
  const { id: recipientId, name, state, answeredAt, late, enteredByName } = recipient
  const renew = () =>
    void call('renewOpinionLink', { reportId, recipientId }).then(
      ({ link }) => onLinks([{ recipientId, name, link }]),
      fail,
    )
  return (
    <>
      <strong>{name}</strong>
      <span data-state={state}>
        {t(`consult.state_${state}`)}
        {late && t('consult.lateMark')}
        {answeredAt !== null && ` · ${t('consult.answeredAt', { time: moment(answeredAt) })}`}
        {enteredByName !== null && t('consult.enteredBy', { name: enteredByName })}
      </span>
      {round.closedAt === null && (
        <Group gap={4}>
          {recipient.personId === null && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`${t('consult.newLink')} ${name}`}
              onClick={renew}
            >
              {t('consult.newLink')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`${t('consult.enterFor')} ${name}`}
            onClick={() => setEntering(true)}
          >
            {t('consult.enterFor')}
          </Button>
        </Group>
      )}
      {entering && (
        <EnterForDialog
          reportId={reportId}
          round={round}
          recipient={recipient}
          onClose={() => setEntering(false)}
        />
      )}
    </>
  )
}
