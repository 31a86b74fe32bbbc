/** 征集材料: which departments are asked; who is new among them is told. */
import { Button, Group, Modal, MultiSelect, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { keys, useCall } from '../../api/queries.ts'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = {
  readonly reportId: string
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly askedIds: readonly string[]
  readonly onClose: () => void
}

export function AskDialog({ reportId, departments, askedIds, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const [ids, setIds] = useState([...askedIds])
  const { mutateAsync, isPending } = useCall('askForMaterial')
  const ask = async () => {
    try {
      const list = await mutateAsync([{ reportId }, { departmentIds: ids }])
      client.setQueryData(keys.material(reportId), list)
      tell(t('material.asked', { n: ids.length }))
      onClose()
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('material.ask')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      <div className="fields">
        <Text c="dimmed">{t('material.askLead')}</Text>
        <MultiSelect
          label={t('material.askDepartments')}
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          value={ids}
          onChange={setIds}
          searchable
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={isPending} onClick={() => void ask()}>
            {t('material.ask')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
