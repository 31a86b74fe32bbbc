/** 来稿: what was submitted, round by round, and the text of each as it was. */
import { Anchor, Modal, Skeleton, Text as Words } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Section, Submission } from '../../../shared/api.ts'
import { useSubmissions } from '../../api/queries.ts'
import { useErrorText } from '../../ui/error-text.ts'
import { useTimes } from '../../ui/times.ts'
import { linesOfText } from './text-lines.ts'

export function Submissions({ reportId, section }: { readonly reportId: string; readonly section: Section }) {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const { data, isPending, isError, error } = useSubmissions(reportId, section.id, section.rounds)
  const [shown, setShown] = useState<Submission>()
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
            .map(submission => (
              <Round key={submission.id} submission={submission} onShow={() => setShown(submission)} />
            ))}
        </ol>
      )}
      <Modal
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={shown && t('outline.round', { n: shown.round })}
        size="lg"
      >
        {shown &&
          linesOfText(shown.text).map((line, at) => <Words key={`${at}-${line.slice(0, 12)}`}>{line}</Words>)}
      </Modal>
    </section>
  )
}

function Round({ submission, onShow }: { submission: Submission; onShow: () => void }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  return (
    <li>
      <strong>{t('outline.round', { n: submission.round })}</strong>
      <span>
        {t('outline.roundBy', {
          name: submission.personName,
          time: moment(submission.at),
          words: submission.words,
        })}
      </span>
      <Anchor component="button" type="button" size="sm" onClick={onShow}>
        {t('outline.showText')}
      </Anchor>
    </li>
  )
}
