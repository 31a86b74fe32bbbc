/** Title, period, what was found, and the button that creates the report. */
import { Alert, Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { type Dispatch, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { useNavigate } from 'react-router'
import { assembleMatter } from '../../../shared/assemble/matter.ts'
import { imprintLines, letterheadLines } from '../../../shared/assemble/plain.ts'
import { formatDate } from '../../../shared/dates.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { type Encoding, encodings } from '../../../shared/import/decode.ts'
import type { TrackedChoice } from '../../../shared/import/document-model.ts'
import { limits } from '../../../shared/limits.ts'
import { isAttachment } from '../../../shared/outline.ts'
import { useCreateReport } from '../../api/queries.ts'
import { bringAlong } from '../../intake/bring-along.ts'
import { ChangesChoice } from '../../intake/ChangesChoice.tsx'
import { tellFailure } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import type { Draft, Step } from './draft.ts'
import type { Preview } from './preview.ts'
import { readAgain, readFile, type Source } from './source-file.ts'
import '../../ui/form.css'

type Props = { readonly draft: Draft; readonly dispatch: Dispatch<Step>; readonly preview: Preview }

const periodLength = 40
const encodingNames = {
  'utf-8': 'utf8',
  gb18030: 'gb18030',
  'utf-16le': 'utf16le',
  'utf-16be': 'utf16be',
} as const satisfies Record<Encoding, string>

export function CreateForm({ draft, dispatch, preview }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useCreateReport()
  const [tried, setTried] = useState(false)
  /** How many of its images are in place, once the report is there. */
  const [filling, setFilling] = useState<number>()
  const titleMissing = draft.title.trim() === ''
  const isEmpty = preview.included === 0
  const submit = async () => {
    setTried(true)
    if (titleMissing || isEmpty || create.isPending) return
    try {
      const planned = planToReport(draft.plan, draft)
      const report = await create.mutateAsync(planned)
      const { brought } = draft.source
      if (brought) {
        setFilling(0)
        const failed = await bringAlong(report, planned.sections, brought, setFilling)
        if (failed > 0) tellFailure(t('intake.imagesFailed', { n: failed }))
      }
      await navigate(`/reports/${report.id}`)
    } catch {
      // The mutation keeps the error, and Problem shows it.
    }
  }
  return (
    <form
      className="import-create"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Findings draft={draft} dispatch={dispatch} preview={preview} />
      <div className="import-fields">
        <TextInput
          className="import-title"
          label={t('importing.reportTitle')}
          value={draft.title}
          maxLength={limits.titleLength}
          error={tried && titleMissing ? t('importing.reportTitleNeeded') : undefined}
          onChange={event => dispatch({ do: 'title', text: event.currentTarget.value })}
        />
        <TextInput
          label={t('importing.period')}
          placeholder={t('importing.periodExample')}
          value={draft.period}
          maxLength={periodLength}
          onChange={event => dispatch({ do: 'period', text: event.currentTarget.value })}
        />
        <Button type="submit" className="import-submit" loading={create.isPending || filling !== undefined}>
          {t('importing.create')}
        </Button>
      </div>
      {tried && isEmpty && (
        <p className="tg-problem" role="alert">
          {t('importing.nothingToCreate')}
        </p>
      )}
      {filling !== undefined && (
        <output>
          {t('intake.images')} {Math.round(filling * 100)}%
        </output>
      )}
      <Problem error={create.error} />
    </form>
  )
}

function Findings({ draft, dispatch, preview }: Props) {
  const { t } = useTranslation()
  const { source, plan } = draft
  const { addressee, signature, date } = plan.matter
  const { letterhead, note, imprint } = assembleMatter(plan.title.text, plan.matter)
  const attachments = plan.sections.filter(
    ({ role, level, excluded }) => isAttachment({ role, level }) && !excluded,
  )
  const startOver = () => {
    // oxlint-disable-next-line no-alert -- a short question before work is thrown away; it needs no dialog of ours
    if (draft.past.length === 0 || confirm(t('importing.startOverSure'))) dispatch({ do: 'discard' })
  }
  return (
    <>
      <Group className="import-findings" gap="xs">
        <h1>{t('importing.title')}</h1>
        <strong>{source.name ?? t('importing.pasted')}</strong>
        <span>
          {t('importing.found', { sections: preview.included, words: preview.words.toLocaleString() })}
        </span>
        {letterhead && (
          <span>{t('importing.foundLetterhead', { text: letterheadLines(letterhead).join('　') })}</span>
        )}
        {addressee !== '' && <span>{t('importing.foundAddressee', { text: addressee })}</span>}
        {signature !== '' && <span>{t('importing.foundSignature', { text: signature })}</span>}
        {date !== null && <span>{t('importing.foundDate', { text: formatDate(date) })}</span>}
        {attachments.length > 0 && <span>{t('importing.foundAttachments', { n: attachments.length })}</span>}
        {note !== '' && <span>{t('importing.foundNote', { text: note })}</span>}
        {imprint && <span>{t('importing.foundImprint', { text: imprintLines(imprint).join('　') })}</span>}
        <span className="import-source-actions">
          <Changes source={source} dispatch={dispatch} />
          {source.bytes && (
            <NativeSelect
              size="xs"
              aria-label={t('importing.encoding')}
              value={source.decoded.encoding}
              data={encodings.map(value => ({
                value,
                label: t(`importing.encodingName_${encodingNames[value]}`),
              }))}
              onChange={event => {
                const encoding = encodings.find(name => name === event.currentTarget.value)
                if (encoding) dispatch({ do: 'begin', source: readAgain(source, encoding) })
              }}
            />
          )}
          <Button size="xs" variant="subtle" onClick={startOver}>
            {t('importing.startOver')}
          </Button>
        </span>
      </Group>
      {source.decoded.lossy && (
        <Alert color="orange" variant="light">
          {t('importing.lossy')}
        </Alert>
      )}
    </>
  )
}

/** Tracked changes of a file: another choice reads it again. */
function Changes({ source, dispatch }: { readonly source: Source; readonly dispatch: Dispatch<Step> }) {
  const fail = useTellFailure()
  const { brought } = source
  const has = brought?.read.document.remarks.some(({ kind }) => kind === 'inserted' || kind === 'deleted')
  if (!brought || !has) return null
  const choose = async (changes: TrackedChoice) => {
    const again = await readFile(brought.file, { changes })
    if (again.ok) dispatch({ do: 'begin', source: again.source })
  }
  return (
    <ChangesChoice size="xs" value={brought.changes} onChange={changes => void choose(changes).catch(fail)} />
  )
}
