/** A file on its way in: what happens to it, how far it is, and the way out. */
import { Button, Progress, Text } from '@mantine/core'
import { useTranslation } from '../i18n.ts'

type Props = {
  readonly label: string
  /** From 0 to 1. */
  readonly done: number
  readonly onCancel: () => void
}

export function IntakeProgress({ label, done, onCancel }: Props) {
  const { t } = useTranslation()
  return (
    <output className="intake-progress">
      <Text size="sm">{label}</Text>
      <Progress value={Math.max(4, done * 100)} aria-label={label} />
      <Button size="compact-sm" variant="subtle" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </output>
  )
}
