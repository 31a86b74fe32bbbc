/** 来稿: what was submitted, round by round, who signed it, where it went back and why; the text as it was. */
import { Anchor, Modal, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report, Round as RoundOf, Section } from '../../../shared/api.ts'
import { attachmentPath } from '../../api/files.ts'
import { useSubmissions } from '../../api/queries.ts'
import { useErrorText } from '../../ui/error-text.ts'
import { useTimes } from '../../ui/times.ts'
import { RoundText } from './RoundText.tsx'

type Props = { readonly report: Report; readonly section: Section }

export function Submissions({ report, section }: Props) {
  const reportId = report.id
  const { t } = useTranslation()
  const textOf = useErrorText()
  const version = `${section.rounds} ${section.status} ${section.progress.signatures.length}`
  const { data, isPending, isError, error } = useSubmissions(reportId, section.id, section.rounds, version)
  const [shown, setShown] = useState<RoundOf>()
  return (
    <section className="rounds">
      <h3>{t('outline.rounds')}</h3>
      {section.rounds === 0 && <p className="panel-note">{t('outline.noRounds')}</p>}
      {section.rounds > 0 && isPending && <Skeleton height={44} />}
      {isError && <p className="panel-note">{textOf(error)}</p>}
      {data && data.length > 0 && (
        <ol>
          {data
            .toSorted((a, b) => b.round - a.round)
            .map(round => (
              <Round key={round.id} reportId={reportId} round={round} onShow={() => setShown(round)} />
            ))}
        </ol>
      )}
      <Modal
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={shown && t('outline.round', { n: shown.round })}
        size="lg"
      >
        {shown && <RoundText report={report} round={shown} />}
      </Modal>
    </section>
  )
}

type RoundProps = { reportId: string; round: RoundOf; onShow: () => void }

function Round({ reportId, round, onShow }: RoundProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const words = {
    return: 'steps.returnedBy',
    refused: 'steps.refusedBy',
    reopen: 'steps.reopenedBy',
  } as const
  return (
    <li>
      <strong>{t('outline.round', { n: round.round })}</strong>
      <span>
        {t('outline.roundBy', { name: round.personName, time: moment(round.at), words: round.words })}
        {round.nil && <em>{t('steps.roundNil')}</em>}
        {round.recalledAt !== null && <em>{t('steps.roundRecalled')}</em>}
      </span>
      {round.channel !== 'editor' && (
        <span>
          {t(`handIn.channel_${round.channel}`, { name: round.enteredFor ?? '' })}{' '}
          {round.attachmentId !== null && (
            <Anchor size="sm" href={attachmentPath(reportId, round.attachmentId)} download>
              {t('handIn.showOriginal')}
            </Anchor>
          )}
        </span>
      )}
      {round.note !== '' && <span>{t('steps.roundNote', { note: round.note })}</span>}
      {round.signatures.map(({ role, signer, medium, at, attachmentId }) => (
        <span key={role}>
          {t('steps.signedBy', {
            role: t(`steps.signer_${role}`),
            signer,
            medium: t(`steps.medium_${medium}`),
            time: moment(at),
          })}{' '}
          {attachmentId !== null && (
            <Anchor size="sm" href={attachmentPath(reportId, attachmentId)} download>
              {t('steps.showPhoto')}
            </Anchor>
          )}
        </span>
      ))}
      {round.returns.map(({ kind, at, byName, reason, notes }) => (
        <span key={at} className="round-return">
          {t(words[kind], { name: byName, time: moment(at), reason })}
          {notes.map(({ quote, note }) => (
            <q key={`${quote} ${note}`} cite={quote}>
              {t('steps.noteAt', { quote, note })}
            </q>
          ))}
        </span>
      ))}
      {!round.nil && (
        <span>
          <Anchor component="button" type="button" size="sm" onClick={onShow}>
            {t('outline.showText')}
          </Anchor>
          {round.recalledAt === null && (
            <Anchor
              component={Link}
              to={`/reports/${reportId}/compare?left=submission:${round.id}&right=now`}
              size="sm"
              ml="md"
            >
              {t('outline.compareRound')}
            </Anchor>
          )}
        </span>
      )}
    </li>
  )
}
