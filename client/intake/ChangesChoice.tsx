/** What becomes of a file's tracked changes. */
import { SegmentedControl } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import { type TrackedChoice, trackedChoices } from '../../shared/import/document-model.ts'

type Props = {
  readonly value: TrackedChoice
  readonly onChange: (choice: TrackedChoice) => void
  readonly disabled?: boolean
  readonly size?: 'xs'
}

export function ChangesChoice({ value, onChange, ...look }: Props) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      {...look}
      aria-label={t('intake.changes')}
      value={value}
      onChange={onChange}
      data={trackedChoices.map(one => ({ value: one, label: t(`intake.changes_${one}`) }))}
    />
  )
}
