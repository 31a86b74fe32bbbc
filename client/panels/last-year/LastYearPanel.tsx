/**
 * 去年: the earlier text of a section that was carried over, paragraph by paragraph, beside the new one.
 *
 * 1. It is read here and never enters the new text by itself; a paragraph is taken over by its button.
 * 2. What is blanked on the way is marked here, and its old value is listed below the paragraph.
 */
import { Anchor, Button, ScrollArea, Skeleton } from '@mantine/core'
import { IconArrowLeft, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Carried, Section } from '../../../shared/api.ts'
import { blankBlock, findValues } from '../../../shared/carry-over.ts'
import type { Block } from '../../../shared/schema/text.ts'
import { ApiError } from '../../api/call.ts'
import { useCarried } from '../../api/templates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useErrorText } from '../../ui/error-text.ts'
import { linesOf } from './lines.ts'
import './last-year.css'
import { MarkedLine, oldValues } from './MarkedLine.tsx'

type Props = {
  readonly reportId: string
  readonly earlierId: string | undefined
  readonly section: Section
  readonly writes: boolean
  readonly onTake: (sectionId: string, block: Block) => void
}

export function LastYearPanel({ reportId, earlierId, section, writes, onTake }: Props) {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const { data, isError, error } = useCarried(reportId, section.id, earlierId)
  if (isError)
    return (
      <p className="panel-note last-year-note">
        {error instanceof ApiError && error.code === 'forbidden' ? t('lastYear.forbidden') : textOf(error)}
      </p>
    )
  if (!data) return <Skeleton height={240} m="md" />
  if (data.state === 'deleted')
    return (
      <EmptyState
        title={t('lastYear.deleted')}
        lead={t('lastYear.deletedLead')}
        icon={<IconHistory stroke={1.4} />}
        heading={3}
      />
    )
  return <Here carried={data} reportId={reportId} section={section} writes={writes} onTake={onTake} />
}

type HereProps = Omit<Props, 'earlierId'> & { readonly carried: Extract<Carried, { state: 'here' }> }

function Here({ carried, reportId, section, writes, onTake }: HereProps) {
  const { t } = useTranslation()
  const blocks = carried.text.content.filter(block => linesOf(block).some(line => line.trim() !== ''))
  return (
    <ScrollArea className="panel-scroll" type="hover">
      <div className="panel-body last-year">
        <header>
          <h2>{carried.heading || t('lastYear.title')}</h2>
          <p className="panel-note">
            {t('lastYear.from', { title: carried.title })}{' '}
            {carried.reportId !== null && (
              <Anchor component={Link} to={`/reports/${carried.reportId}/read`} size="sm" target="_blank">
                {t('lastYear.open')}
              </Anchor>
            )}{' '}
            <Anchor
              component={Link}
              to={`/reports/${reportId}/compare?left=last-year&right=now&section=${section.id}`}
              size="sm"
            >
              {t('lastYear.compare')}
            </Anchor>
          </p>
          {blocks.length > 0 && (
            <p className="panel-note">{writes ? t('lastYear.lead') : t('lastYear.cannotWrite')}</p>
          )}
        </header>
        {blocks.length === 0 && <p className="panel-note">{t('lastYear.empty')}</p>}
        {blocks.map((block, at) => (
          <Paragraph
            key={`${section.id}-${at}`}
            nth={at + 1}
            block={block}
            names={carried.names}
            onTake={writes ? taken => onTake(section.id, taken) : undefined}
          />
        ))}
      </div>
    </ScrollArea>
  )
}

type ParagraphProps = {
  readonly nth: number
  readonly block: Block
  readonly names: readonly string[]
  readonly onTake: ((block: Block) => void) | undefined
}

function Paragraph({ nth, block, names, onTake }: ParagraphProps) {
  const { t } = useTranslation()
  const [taken, setTaken] = useState(false)
  const lines = linesOf(block).map(text => ({ text, values: findValues(text, names) }))
  const olds = oldValues(lines)
  const take = () => {
    onTake?.(blankBlock(block, names))
    setTaken(true)
  }
  return (
    <div className="last-year-part">
      {lines.map(({ text, values }, at) => (
        <MarkedLine key={`${at}-${text.slice(0, 12)}`} text={text} values={values} />
      ))}
      {olds.length > 0 && (
        <p className="last-year-olds">{t('lastYear.olds', { values: olds.join(t('common.listComma')) })}</p>
      )}
      {onTake && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconArrowLeft size={15} stroke={1.7} />}
          aria-label={t('lastYear.takeOf', { n: nth })}
          onClick={take}
        >
          {t('lastYear.take')}
        </Button>
      )}
      <output className="last-year-taken">
        {taken && (olds.length > 0 ? t('lastYear.taken', { n: olds.length }) : t('lastYear.takenPlain'))}
      </output>
    </div>
  )
}
