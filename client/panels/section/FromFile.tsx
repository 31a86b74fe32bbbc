/** 读入文件: the button; what reads and shows files comes when it is pressed. */
import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import type { SectionSession } from '../../collab/types.ts'
import { lazy } from '../../ui/lazy.ts'

const IntakeDialog = lazy(async () => ({
  default: (await import('../../intake/IntakeDialog.tsx')).IntakeDialog,
}))

type Props = {
  readonly reportId: string
  readonly section: Section
  readonly session: SectionSession
}

export function FromFile(props: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileImport size={17} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        {t('intake.button')}
      </Button>
      {open && (
        <Suspense>
          <IntakeDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
