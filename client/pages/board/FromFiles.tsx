/** 批量导入来稿: the button; what reads and shows files comes when it is pressed. */
import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report } from '../../../shared/api.ts'
import { lazy } from '../../ui/lazy.ts'

const ManyDialog = lazy(async () => ({
  default: (await import('../../intake/ManyDialog.tsx')).ManyDialog,
}))

type Props = { readonly report: Report; readonly departments: readonly Department[] }

export function FromFiles(props: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileImport size={17} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        {t('manyFiles.button')}
      </Button>
      {open && (
        <Suspense>
          <ManyDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
