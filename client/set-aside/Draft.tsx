/** One draft: compared with the section as it is now, copied, downloaded, marked as taken over, discarded. */
import { Button, Group, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { SetAside } from '../../shared/api.ts'
import { keys, useCall, useSetAsideText } from '../api/queries.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { downloadText } from '../ui/download.ts'
import { useErrorText } from '../ui/error-text.ts'
import { tell } from '../ui/notice.ts'
import { useTellFailure } from '../ui/tell-failure.ts'
import { linesOfText } from '../ui/text-lines.ts'
import { useTimes } from '../ui/times.ts'
import { Comparison } from './Comparison.tsx'
import { useCopying } from './copying.ts'

type Props = { readonly reportId: string; readonly draft: SetAside }

export function Draft({ reportId, draft }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const textOf = useErrorText()
  const copying = useCopying()
  const { data, isError, error } = useSetAsideText(reportId, draft.id)
  const by = t('setAside.of', { name: draft.personName, time: moment(draft.at), words: draft.words })
  const lines = data && linesOfText(data.text)
  const whole = lines?.join('\n') ?? ''
  return (
    <div className="aside-draft">
      {isError && <p className="aside-lead">{textOf(error)}</p>}
      {!data && !isError && <Skeleton height={220} />}
      {data && lines && (
        <Comparison
          by={by}
          draft={lines}
          current={data.current && linesOfText(data.current)}
          onCopy={copying.copy}
        />
      )}
      <Group className="aside-actions" gap="xs">
        <Button disabled={!data} onClick={() => copying.copy(whole)}>
          {t('setAside.copyAll')}
        </Button>
        <Button
          variant="default"
          disabled={!data}
          onClick={() => downloadText(`${draft.heading} ${draft.personName}`, whole)}
        >
          {t('setAside.download')}
        </Button>
        <Decisions reportId={reportId} draft={draft} />
        <output className="aside-copied">{copying.words}</output>
      </Group>
    </div>
  )
}

function Decisions({ reportId, draft }: Props) {
  const { t } = useTranslation()
  const tellFailure = useTellFailure()
  const [asked, setAsked] = useState(false)
  const touched = [keys.setAside(reportId)]
  const mark = useCall('markSetAside', touched)
  const discard = useCall('discardSetAside', touched)
  const at = { reportId, draftId: draft.id }
  return (
    <>
      <Button
        variant="default"
        loading={mark.isPending}
        onClick={() => mark.mutate([at, { taken: !draft.taken }], { onError: tellFailure })}
      >
        {t(draft.taken ? 'setAside.unmarkTaken' : 'setAside.markTaken')}
      </Button>
      <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
        {t('setAside.discard')}
      </Button>
      <Confirm
        opened={asked}
        title={t('setAside.discardTitle')}
        lead={t('setAside.discardLead')}
        action={t('setAside.discard')}
        danger
        busy={discard.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() =>
          discard.mutate([at], {
            onSuccess: () => tell(t('setAside.discarded')),
            onError: tellFailure,
            onSettled: () => setAsked(false),
          })
        }
      />
    </>
  )
}
