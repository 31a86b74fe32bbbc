/** Saves the report's outline as a template. */
import { Button, Checkbox, Group, Modal, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { useCall } from '../../api/queries.ts'
import { templateKeys } from '../../api/templates.ts'
import { tell } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'

type Props = { readonly report: Report; readonly onClose: () => void }

export function SaveTemplateDialog({ report, onClose }: Props) {
  const { t } = useTranslation()
  const [departments, setDepartments] = useState(true)
  const { mutate, isPending, error } = useCall('createTemplate', [templateKeys.all])
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = field(new FormData(event.currentTarget), 'name')
    mutate([{}, { reportId: report.id, name, departments }], {
      onSuccess: () => {
        tell(t('templates.saved', { name }))
        onClose()
      },
    })
  }
  return (
    <Modal opened onClose={onClose} title={t('templates.save')} centered>
      <form onSubmit={save}>
        <Text c="dimmed">{t('templates.saveLead')}</Text>
        <TextInput
          name="name"
          label={t('templates.name')}
          defaultValue={report.title.slice(0, limits.nameLength)}
          required
          maxLength={limits.nameLength}
          mt="md"
          data-autofocus
        />
        <Checkbox
          label={t('templates.keepDepartments')}
          checked={departments}
          onChange={event => setDepartments(event.currentTarget.checked)}
          mt="md"
        />
        <Problem error={error} />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
