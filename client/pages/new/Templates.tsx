/** Begins from a template: the list with what can be done to each, and the form of the one that is chosen. */
import { ActionIcon, Menu, Modal, Button, Group, TextInput, UnstyledButton } from '@mantine/core'
import { IconDotsVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { TemplateSummary } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { useCall } from '../../api/queries.ts'
import { templateKeys, useTemplates } from '../../api/templates.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { useTemplateName } from './template-name.ts'

export function Templates() {
  const { t } = useTranslation()
  const templates = useTemplates()
  const [chosenId, setChosenId] = useState<string>()
  const nameOf = useTemplateName()
  if (templates.isPending) return <PageLoading />
  if (templates.isError)
    return <LoadFailure error={templates.error} onRetry={() => void templates.refetch()} />
  const chosen = templates.data.find(({ id }) => id === chosenId) ?? templates.data[0]
  return (
    <div className="new-templates">
      <ul className="template-list" aria-label={t('templates.list')}>
        {templates.data.map(template => (
          <li key={template.id} className={template === chosen ? 'template template-chosen' : 'template'}>
            <UnstyledButton aria-pressed={template === chosen} onClick={() => setChosenId(template.id)}>
              <strong>{nameOf(template)}</strong>
              <span>
                {template.builtIn ? t('templates.builtIn') : t('templates.own')}
                {' · '}
                {t('reports.sections', { n: template.sections })}
              </span>
            </UnstyledButton>
            {!template.builtIn && <TemplateMenu template={template} />}
          </li>
        ))}
      </ul>
      {chosen && <TemplateForm key={chosen.id} templateId={chosen.id} />}
    </div>
  )
}

function TemplateMenu({ template }: { readonly template: TemplateSummary }) {
  const { t } = useTranslation()
  const [renaming, setRenaming] = useState(false)
  const remove = useRemove(template)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className="quiet"
            aria-label={t('templates.moreOf', { name: template.name })}
          >
            <IconDotsVertical size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={17} stroke={1.6} />} onClick={() => setRenaming(true)}>
            {t('templates.rename')}
          </Menu.Item>
          <Menu.Item className="danger" leftSection={<IconTrash size={17} stroke={1.6} />} onClick={remove}>
            {t('common.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming && <Rename template={template} onClose={() => setRenaming(false)} />}
    </>
  )
}

/** Not a mutation of this row: the row is gone before the way back is offered. */
function useRemove({ id: templateId, name }: TemplateSummary): () => void {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const refresh = () => client.invalidateQueries({ queryKey: templateKeys.all })
  const restore = () => void call('restoreTemplate', { templateId }).then(refresh, fail)
  return () =>
    void call('deleteTemplate', { templateId }).then(() => {
      tellWithUndo(t('templates.deleted', { name }), restore)
      return refresh()
    }, fail)
}

function Rename({ template, onClose }: { readonly template: TemplateSummary; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('changeTemplate', [templateKeys.all])
  return (
    <Modal opened onClose={onClose} title={t('templates.rename')} centered>
      <form
        onSubmit={event => {
          event.preventDefault()
          const name = field(new FormData(event.currentTarget), 'name')
          mutate([{ templateId: template.id }, { name }], { onSuccess: onClose, onError: fail })
        }}
      >
        <TextInput
          name="name"
          label={t('templates.name')}
          defaultValue={template.name}
          required
          maxLength={limits.nameLength}
          data-autofocus
        />
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
