/** 指标库 as a file: out as CSV for Excel and WPS, and in again, as CSV or xlsx, after a look at what each row would do. */
import { Button, Group, Modal, Table } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useDepartmentLabel, useTranslation } from '../../i18n.ts'
import type { Department, Figure, Report } from '../../../shared/api.ts'
import { byteOrderMark } from '../../../shared/csv.ts'
import type { RefusalCode } from '../../../shared/errors.ts'
import {
  type ReadFigures,
  readFigureRows,
  readFiguresCsv,
  writeFiguresCsv,
} from '../../../shared/figures/csv.ts'
import { gap } from '../../../shared/figures/figure.ts'
import { sayDepartments } from '../../../shared/i18n/departments.ts'
import { figures as en } from '../../../shared/i18n/en/figures.ts'
import { figures as zh } from '../../../shared/i18n/zh/figures.ts'
import { decodeText } from '../../../shared/import/decode.ts'
import { limits } from '../../../shared/limits.ts'
import { ApiError, call } from '../../api/call.ts'
import { keys } from '../../api/queries.ts'
import { readTable } from '../../intake/read-table.ts'
import { giveFile } from '../../ui/download.ts'
import { tell, tellFailure } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSending } from '../../ui/use-sending.ts'

type Props = {
  readonly report: Report
  readonly figures: readonly Figure[]
  readonly departments: readonly Department[]
  readonly mayImport: boolean
}

export function FiguresFile({ report, figures, departments, mayImport }: Props) {
  const { t, language } = useTranslation()
  const departmentLabel = useDepartmentLabel()
  const fail = useTellFailure()
  const field = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<ReadFigures>()
  const save = () => {
    const words = sayDepartments(language === 'en' ? en : zh, language, departmentLabel)
    const csv = writeFiguresCsv(figures, departments, words, word => word)
    giveFile(`${t('figures.panel')}.csv`, new Blob([byteOrderMark + csv], { type: 'text/csv;charset=utf-8' }))
  }
  const readSheet = async (file: File) => {
    try {
      return readFigureRows(await readTable(file), figures, departments)
    } catch (error) {
      if (error instanceof ApiError && unreadable.has(error.code)) tellFailure(t('figures.sheetUnread'))
      else fail(error)
      return undefined
    }
  }
  const readLines = (bytes: Uint8Array) => {
    const { text } = decodeText(bytes)
    if (!text.includes('\u0000')) return readFiguresCsv(text, figures, departments)
    tellFailure(t('figures.fileUnread'))
    return undefined
  }
  const choose = async (file: File | undefined) => {
    if (!file) return
    if (file.size > limits.importBytes) return tellFailure(t('figures.fileTooLarge'))
    const bytes = new Uint8Array(await file.arrayBuffer())
    const found = isSheet(bytes) ? await readSheet(file) : readLines(bytes)
    if (!found) return undefined
    if (found.rows.length + found.problems.length === 0) return tellFailure(t('figures.fileUnread'))
    setRead(found)
  }
  return (
    <>
      {mayImport && (
        <Button size="compact-sm" variant="subtle" onClick={() => field.current?.click()}>
          {t('figures.import')}
        </Button>
      )}
      {figures.length > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={save}>
          {t('figures.export')}
        </Button>
      )}
      <input
        ref={field}
        type="file"
        accept=".csv,.txt,.xlsx,text/csv"
        hidden
        aria-label={t('figures.import')}
        onChange={event => {
          void choose(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {read && <Preview report={report} read={read} onClose={() => setRead(undefined)} />}
    </>
  )
}

/** A zip, or an older spreadsheet, which may be one with a password: its words are the server's to say. */
const isSheet = ([first, second]: Uint8Array) =>
  (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)

/** Of a document the general words speak, of docx. */
const unreadable: ReadonlySet<string> = new Set<RefusalCode>([
  'file-broken',
  'file-encrypted',
  'file-refused',
  'file-unknown',
  'too-large',
])

const mostShown = 200

function Preview({ report, read, onClose }: { report: Report; read: ReadFigures; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const sending = useSending()
  const { rows, problems } = read
  const put = () =>
    void sending.run(async () => {
      try {
        for (let at = 0; at < rows.length; at += limits.figuresAtOnce)
          await call(
            'putFigures',
            { reportId: report.id },
            { figures: rows.slice(at, at + limits.figuresAtOnce) },
          )
        await client.invalidateQueries({ queryKey: keys.figures(report.id) })
        tell(t('figures.imported', { n: rows.length }))
        onClose()
      } catch (error) {
        fail(error)
      }
    })
  return (
    <Modal opened onClose={onClose} title={t('figures.importTitle')} size="lg" centered>
      {problems.length > 0 && (
        <ul className="figure-problems">
          {problems.slice(0, mostShown).map(({ row, code }) => (
            <li key={row}>{t('figures.problem', { row, why: t(`figures.problem_${code}`) })}</li>
          ))}
        </ul>
      )}
      <div className="figure-preview">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('figures.field_name')}</Table.Th>
              <Table.Th>{t('figures.field_value')}</Table.Th>
              <Table.Th>{t('figures.becomes')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, mostShown).map(row => (
              <Table.Tr key={`${row.name} ${row.period ?? ''}`}>
                <Table.Td>
                  {row.period ? t('figures.named', { name: row.name, period: row.period }) : row.name}
                </Table.Td>
                <Table.Td>
                  {row.value ?? gap}
                  {row.unit}
                </Table.Td>
                <Table.Td>
                  {t(row.id === undefined ? 'figures.becomesNew' : 'figures.becomesChanged')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button onClick={put} loading={sending.busy} disabled={rows.length === 0}>
          {t('figures.importRows', { n: rows.length })}
        </Button>
      </Group>
    </Modal>
  )
}
