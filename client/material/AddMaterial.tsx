/** 添加材料 at the desk: the button, and the dialog once it is known for whom it may be handed in. */
import { Button } from '@mantine/core'
import { IconFilePlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { useMaterial } from '../api/queries.ts'
import { MaterialDialog } from './MaterialDialog.tsx'

export function AddMaterial({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const { data } = useMaterial(reportId)
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        disabled={!data}
        leftSection={<IconFilePlus size={17} stroke={1.7} />}
        onClick={() => setOpened(true)}
      >
        {t('material.add')}
      </Button>
      {opened && data && (
        <MaterialDialog
          reportId={reportId}
          departments={data.departments}
          entering
          onClose={() => setOpened(false)}
        />
      )}
    </>
  )
}
