/** What was done, and the button that takes it back. */
import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from '../i18n.ts'

export function UndoNotice({ message, onUndo }: { readonly message: string; readonly onUndo: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" lineClamp={2}>
        {message}
      </Text>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {t('common.undo')}
      </Button>
    </Group>
  )
}
