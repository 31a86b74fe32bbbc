/** 版记: switched on as a whole. */
import { Switch } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import type { Imprint, Matter } from '../../../shared/report.ts'
import { DayField } from '../../ui/DayField.tsx'
import { KeptText } from './KeptText.tsx'

type Props = { readonly matter: Matter; readonly save: (change: Partial<Matter>) => void }

const emptyImprint: Imprint = { copies: '', printer: '', printedOn: null }

export function ImprintFields({ matter: { imprint }, save }: Props) {
  const { t } = useTranslation()
  const change = (changed: Partial<Imprint>) => save({ imprint: { ...emptyImprint, ...imprint, ...changed } })
  return (
    <>
      <Switch
        label={t('matter.imprint')}
        description={t('matter.imprintHint')}
        checked={imprint !== null}
        onChange={event => save({ imprint: event.currentTarget.checked ? emptyImprint : null })}
      />
      {imprint && (
        <div className="matter-inner">
          <KeptText
            label={t('matter.copies')}
            value={imprint.copies}
            longest={limits.matterNoteLength}
            onKeep={copies => change({ copies })}
          />
          <KeptText
            label={t('matter.printer')}
            value={imprint.printer}
            longest={limits.matterLength}
            onKeep={printer => change({ printer })}
          />
          <DayField
            label={t('matter.printedOn')}
            day={imprint.printedOn}
            onChange={printedOn => change({ printedOn })}
          />
        </div>
      )}
    </>
  )
}
