/**
 * Setting front and back matter, each field saved by itself. What every 总结 has stands open; the parts of an
 * official document are folded away until somebody wants them, or the report is one that goes upward.
 */
import { Switch } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report, ReportChange } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { type Matter, reportKinds, seals } from '../../../shared/report.ts'
import { useChangeReport } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { Choice } from './Choice.tsx'
import { DayField } from '../../ui/DayField.tsx'
import { ImprintFields } from './ImprintFields.tsx'
import { KeptText } from './KeptText.tsx'
import { LetterheadFields } from './LetterheadFields.tsx'
import { TitleLines } from './TitleLines.tsx'

export function MatterFields({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutateAsync } = useChangeReport(report.id)
  const { matter } = report
  const change = (changed: ReportChange) => void mutateAsync(changed).catch(fail)
  const save = (changed: Partial<Matter>) => change({ matter: changed })
  const isFormal = matter.kind === 'report' || matter.letterhead !== null || matter.imprint !== null
  return (
    <div className="matter">
      <p className="panel-note">{t('outline.savedAt')}</p>
      <Choice
        label={t('matter.kind')}
        hint={t(`matter.kindHint_${matter.kind}`)}
        value={matter.kind}
        choices={reportKinds.map(value => ({ value, label: t(`matter.kind_${value}`) }))}
        onChoose={kind => save({ kind })}
      />
      <Signed matter={matter} save={save} />
      <details className="matter-group" open={isFormal}>
        <summary>{t('matter.formal')}</summary>
        <LetterheadFields matter={matter} save={save} />
        {matter.signaturePlace === 'end' && (
          <Choice
            label={t('matter.seal')}
            hint={matter.seal === 'stamp' ? t('matter.stampHint') : undefined}
            value={matter.seal}
            choices={seals.map(value => ({ value, label: t(`matter.seal_${value}`) }))}
            onChoose={seal => save({ seal })}
          />
        )}
        <KeptText
          label={t('matter.note')}
          description={t('matter.noteHint')}
          value={matter.note}
          longest={limits.matterNoteLength}
          onKeep={note => save({ note })}
        />
        <ImprintFields matter={matter} save={save} />
      </details>
      <details className="matter-group">
        <summary>{t('matter.layout')}</summary>
        <TitleLines report={report} save={change} />
        <Switch
          label={t('matter.contents')}
          description={t('matter.contentsHint')}
          checked={matter.contents}
          onChange={event => save({ contents: event.currentTarget.checked })}
        />
        <p className="matter-hint">{t('matter.attachmentsHint')}</p>
      </details>
    </div>
  )
}

type SignedProps = { readonly matter: Matter; readonly save: (changed: Partial<Matter>) => void }

function Signed({ matter, save }: SignedProps) {
  const { t } = useTranslation()
  return (
    <>
      <KeptText
        label={t('outline.addressee')}
        description={t('outline.addresseeHint')}
        value={matter.addressee}
        longest={limits.matterLength}
        onKeep={addressee => save({ addressee })}
      />
      <KeptText
        label={t('outline.signature')}
        value={matter.signature}
        longest={limits.matterLength}
        onKeep={signature => save({ signature })}
      />
      <DayField
        label={t('outline.date')}
        description={t('outline.dateHint')}
        day={matter.date}
        onChange={date => save({ date })}
      />
      <Choice
        label={t('outline.place')}
        value={matter.signaturePlace}
        choices={(['end', 'title'] as const).map(value => ({ value, label: t(`outline.place_${value}`) }))}
        onChoose={signaturePlace => save({ signaturePlace })}
      />
    </>
  )
}
