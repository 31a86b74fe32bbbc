/** 归档下载: one zip of everything; while it comes, the button says how much is through, and cancels. */
import { Button, Loader, Tooltip } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { archivePath, fetchFile } from '../../api/files.ts'
import { giveFile } from '../../ui/download.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { sizeOf } from './sizes.ts'

export function ArchiveButton({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  /** Bytes that are through; undefined while nothing is asked for. */
  const [through, setThrough] = useState<number>()
  const making = useRef<AbortController>(undefined)
  useEffect(() => () => making.current?.abort(), [])
  const make = async () => {
    const mine = new AbortController()
    making.current = mine
    setThrough(0)
    try {
      const { name, blob } = await fetchFile(archivePath(reportId), mine.signal, setThrough)
      giveFile(name, blob)
    } catch (error) {
      if (!mine.signal.aborted) fail(error)
    } finally {
      setThrough(undefined)
    }
  }
  if (through !== undefined)
    return (
      <Button variant="default" leftSection={<Loader size={15} />} onClick={() => making.current?.abort()}>
        {t('publishing.archivePacking', { size: sizeOf(through) })}
      </Button>
    )
  return (
    <Tooltip label={t('publishing.archiveLead')} multiline w={320}>
      <Button leftSection={<IconArchive size={17} stroke={1.7} />} onClick={() => void make()}>
        {t('publishing.archive')}
      </Button>
    </Tooltip>
  )
}
