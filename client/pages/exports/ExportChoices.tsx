/** The choices that files leave by, as radio items of the export menu: a row each, walked by the arrow keys. */
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n.ts'
import { numberStyles } from '../../../shared/api.ts'
import { pendingWays } from '../../../shared/assemble/pending.ts'
import type { ExportChoice } from './export-choice.ts'
import './exports.css'

/** Only where there is something to choose about. */
export function PendingChoice({ choice }: { readonly choice: ExportChoice }) {
  const { t } = useTranslation()
  const { waiting, pending, choosePending } = choice
  if (waiting === 0) return null
  return (
    <>
      <ChoiceRow label={t('reports.exportPending', { n: waiting })}>
        {pendingWays.map(way => (
          <Menu.RadioItem
            key={way}
            value={way}
            checked={way === pending}
            title={t(`reports.exportPending_${way}Hint`)}
            onChange={() => choosePending(way)}
          >
            {t(`reports.exportPending_${way}`)}
          </Menu.RadioItem>
        ))}
      </ChoiceRow>
      <Menu.Divider />
    </>
  )
}

export function NumbersChoice({ choice }: { readonly choice: ExportChoice }) {
  const { t } = useTranslation()
  return (
    <ChoiceRow label={t('reports.exportNumbers')}>
      {numberStyles.map(style => (
        <Menu.RadioItem
          key={style}
          value={style}
          checked={style === choice.numbers}
          title={t(`reports.exportNumbers_${style}Hint`)}
          onChange={() => choice.chooseNumbers(style)}
        >
          {t(`reports.exportNumbers_${style}`)}
        </Menu.RadioItem>
      ))}
    </ChoiceRow>
  )
}

function ChoiceRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="export-choice">
      <legend>{label}</legend>
      <div>{children}</div>
    </fieldset>
  )
}
