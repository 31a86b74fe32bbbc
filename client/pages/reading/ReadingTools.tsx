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
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import type { Length } from '../../../shared/assemble/assemble.ts'
import { exportPath, pagesPath } from '../../api/call.ts'
import { useMe } from '../../api/queries.ts'
import type { ExportChoice } from '../exports/export-choice.ts'
import { ExportItems } from '../exports/ExportItems.tsx'
import { PrintFrame } from './PrintFrame.tsx'
import { usePdf } from './use-pdf.ts'
import { usePrinting } from './use-printing.ts'

type Props = {
  readonly report: Report
  readonly length: Length
  readonly choice: ExportChoice
  /** Whether the true pages are shown instead of the live text. */
  readonly paged: boolean
  readonly onPaged: (paged: boolean) => void
}

export function ReadingTools({ report, length, choice, paged, onPaged }: Props) {
  const { t } = useTranslation()
  const hasPdf = useMe().data?.pdf ?? false
  const printing = usePrinting(pagesPath(report.id, choice.pending))
  return (
    <div className="reading-tools" role="toolbar" aria-label={t('reading.tools')}>
      <Button
        component={Link}
        to={`/reports/${report.id}`}
        variant="subtle"
        color="gray"
        className="quiet"
        leftSection={<IconArrowLeft size={18} stroke={1.6} />}
      >
        {t('reading.toReport')}
      </Button>
      <Total length={length} />
      <Waiting choice={choice} />
      <Button
        variant={paged ? 'light' : 'default'}
        aria-pressed={paged}
        leftSection={<IconFiles size={18} stroke={1.6} />}
        onClick={() => onPaged(!paged)}
      >
        {t('reading.pages')}
      </Button>
      {hasPdf && <PdfButton address={exportPath(report.id, 'pdf', choice)} />}
      <Button
        variant="default"
        loading={printing.busy}
        leftSection={<IconPrinter size={18} stroke={1.6} />}
        onClick={printing.start}
      >
        {t('reading.print')}
      </Button>
      <ExportMenu report={report} />
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
function PdfButton({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const { busy, start, cancel } = usePdf(address)
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

/** Pages, PDF and print are made by a choice of the export menu: it is said where they are. */
function Waiting({ choice: { pending, waiting } }: { readonly choice: ExportChoice }) {
  const { t } = useTranslation()
  if (pending === 'show') return null
  return <output className="reading-waiting">{t(`reading.pending_${pending}`, { n: waiting })}</output>
}

function ExportMenu({ report }: { readonly report: Report }) {
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
        <ExportItems report={report} />
      </Menu.Dropdown>
    </Menu>
  )
}
