/** The bar above the sheet: back to editing, the total length, printing, and the files to take along. */
import { Button, Loader, Menu } from '@mantine/core'
import {
  IconArrowLeft,
  IconChevronDown,
  IconDownload,
  IconFiles,
  IconFileTypePdf,
  IconPrinter,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Length } from '../../../shared/assemble/assemble.ts'
import { pagesPath } from '../../api/call.ts'
import { useMe } from '../../api/queries.ts'
import { ExportItems } from '../exports/ExportItems.tsx'
import { PrintFrame } from './PrintFrame.tsx'
import { usePdf } from './use-pdf.ts'
import { usePrinting } from './use-printing.ts'

type Props = {
  readonly reportId: string
  readonly length: Length
  /** Whether the true pages are shown instead of the live text. */
  readonly paged: boolean
  readonly onPaged: (paged: boolean) => void
}

export function ReadingTools({ reportId, length, paged, onPaged }: Props) {
  const { t } = useTranslation()
  const hasPdf = useMe().data?.pdf ?? false
  const printing = usePrinting(pagesPath(reportId))
  return (
    <div className="reading-tools" role="toolbar" aria-label={t('reading.tools')}>
      <Button
        component={Link}
        to={`/reports/${reportId}`}
        variant="subtle"
        color="gray"
        className="quiet"
        leftSection={<IconArrowLeft size={18} stroke={1.6} />}
      >
        {t('reading.toReport')}
      </Button>
      <Total length={length} />
      <Button
        variant={paged ? 'light' : 'default'}
        aria-pressed={paged}
        leftSection={<IconFiles size={18} stroke={1.6} />}
        onClick={() => onPaged(!paged)}
      >
        {t('reading.pages')}
      </Button>
      {hasPdf && <PdfButton reportId={reportId} />}
      <Button
        variant="default"
        loading={printing.busy}
        leftSection={<IconPrinter size={18} stroke={1.6} />}
        onClick={printing.start}
      >
        {t('reading.print')}
      </Button>
      <ExportMenu reportId={reportId} />
      {printing.address && (
        <PrintFrame
          key={printing.address}
          address={printing.address}
          title={t('reading.print')}
          onLoad={printing.loaded}
        />
      )}
    </div>
  )
}

/** The usual way to paper; while it is made it says so, and the same button cancels. */
function PdfButton({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const { busy, start, cancel } = usePdf(reportId)
  return (
    <Button
      variant={busy ? 'default' : 'filled'}
      leftSection={busy ? <Loader size={16} /> : <IconFileTypePdf size={18} stroke={1.6} />}
      onClick={busy ? cancel : start}
    >
      <span aria-live="polite">{t(busy ? 'reading.pdfCancel' : 'reading.pdf')}</span>
    </Button>
  )
}

function Total({ length }: { readonly length: Length }) {
  const { t } = useTranslation()
  const { words, ceiling } = length
  const over = length.verdict === 'over' && ceiling !== null
  return (
    <p className={over ? 'reading-total reading-over' : 'reading-total'}>
      {over ? t('reading.totalOver', { n: words, bound: ceiling }) : t('reading.total', { n: words })}
    </p>
  )
}

function ExportMenu({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" width={290} withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.6} />}
          rightSection={<IconChevronDown size={16} stroke={1.6} />}
        >
          {t('reading.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems reportId={reportId} />
      </Menu.Dropdown>
    </Menu>
  )
}
