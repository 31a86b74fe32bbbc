/** 指标库: what a report's figures are and which are still missing; filled in, cited and registered from here. */
import { Button, NativeSelect, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Figure, Report } from '../../../shared/api.ts'
import { mayAddFigure, mayChangeFigure, mayKeepFigures } from '../../../shared/permissions.ts'
import { FigureDialog } from '../../figures/FigureDialog.tsx'
import { FigureRow } from '../../figures/FigureRow.tsx'
import { useRegister } from '../../figures/react.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FiguresFile } from './FiguresFile.tsx'
import { useSession } from '../../ui/session.tsx'

const filters = ['all', 'blank', 'open', 'own'] as const
type Filter = (typeof filters)[number]

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  /** Whether a section with the caret in it may be written. */
  readonly mayInsert: boolean
  readonly onInsert: (figureId: string) => void
  /** 附表: these figures as a table behind the caret. */
  readonly onInsertTable: (figureIds: readonly string[]) => void
}

export function FiguresPanel({ report, departments, mayInsert, onInsert, onInsertTable }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { register, open } = useRegister()
  const figures = [...useSyncExternalStore(register.subscribe, register.current).values()]
  const [filter, setFilter] = useState<Filter>('all')
  const [adding, setAdding] = useState(false)
  const shown = figures.filter(figure => isShown(figure, filter, actor.departmentIds))
  const nameOf = (id: string | null) => departments.find(one => one.id === id)?.name ?? ''
  const departmentId = actor.departmentIds[0] ?? null
  const access = { stage: report.stage, departmentIds: holdersOf(report) }
  const mayAdd = mayKeepFigures(actor, report) || mayAddFigure(actor, access, { departmentId })
  const actOn = (figure: Figure) =>
    t(
      !mayChangeFigure(actor, report, figure)
        ? 'figures.look'
        : figure.value === null
          ? 'figures.fill'
          : 'figures.change',
    )
  return (
    <section className="figures" aria-label={t('figures.panel')}>
      <Text size="sm" c="dimmed">
        {figures.length === 0 ? t('figures.lead') : t('figures.counts', countsOf(figures))}
      </Text>
      <div className="figure-acts">
        {mayAdd && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlus size={15} stroke={1.8} />}
            onClick={() => setAdding(true)}
          >
            {t('figures.add')}
          </Button>
        )}
        {figures.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t('figures.filter')}
            value={filter}
            onChange={event => setFilter(filters.find(one => one === event.currentTarget.value) ?? 'all')}
            data={filters.map(value => ({ value, label: t(`figures.filter_${value}`) }))}
          />
        )}
      </div>
      <div className="figure-acts">
        <FiguresFile
          report={report}
          figures={figures}
          departments={departments}
          mayImport={mayKeepFigures(actor, report)}
        />
        {mayInsert && shown.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            title={t('figures.tableHint')}
            onMouseDown={event => event.preventDefault()}
            onClick={() => onInsertTable(shown.map(({ id }) => id))}
          >
            {t('figures.table')}
          </Button>
        )}
      </div>
      {figures.length === 0 && <EmptyState title={t('figures.none')} lead={t('figures.noneLead')} />}
      {figures.length > 0 && shown.length === 0 && <Text c="dimmed">{t('figures.noneHere')}</Text>}
      <ul aria-label={t('figures.panel')}>
        {shown.map(figure => (
          <FigureRow key={figure.id} figure={figure} beside={[nameOf(figure.departmentId)]}>
            <Button
              size="compact-xs"
              variant={figure.value === null ? 'light' : 'subtle'}
              aria-label={t('figures.open', { act: actOn(figure), name: figure.name })}
              onClick={() => open(figure.id)}
            >
              {actOn(figure)}
            </Button>
            {mayInsert && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('figures.insertOf', figure)}
                // The text keeps its caret.
                onMouseDown={event => event.preventDefault()}
                onClick={() => onInsert(figure.id)}
              >
                {t('figures.insert')}
              </Button>
            )}
          </FigureRow>
        ))}
      </ul>
      {adding && (
        <FigureDialog
          reportId={report.id}
          stage={report.stage}
          figure={{ departmentId }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}

function isShown({ value, standing, departmentId }: Figure, filter: Filter, own: readonly string[]): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'blank':
      return value === null
    case 'open':
      return standing !== 'final'
    case 'own':
      return departmentId !== null && own.includes(departmentId)
  }
}

const countsOf = (figures: readonly Figure[]) => ({
  all: figures.length,
  blank: figures.filter(({ value }) => value === null).length,
  open: figures.filter(({ standing }) => standing !== 'final').length,
})

const holdersOf = ({ sections }: Report) =>
  sections.flatMap(({ effectiveLeadId, effectiveCoIds }) =>
    effectiveLeadId === null ? effectiveCoIds : [effectiveLeadId, ...effectiveCoIds],
  )
