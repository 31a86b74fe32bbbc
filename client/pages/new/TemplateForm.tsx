/** The form of one template: what it will make is shown below title, period and deadline. */
import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Beginning, Department, TemplateContent } from '../../../shared/api.ts'
import { formatNumber, headingCounter } from '../../../shared/numbering.ts'
import { moveYears } from '../../../shared/years.ts'
import { useDepartments } from '../../api/queries.ts'
import { useBeginFromTemplate, useTemplate } from '../../api/templates.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { useSession } from '../../ui/session.tsx'
import { BeginningForm } from './BeginningForm.tsx'
import { OutlinePreview, type PreviewLine } from './OutlinePreview.tsx'

export function TemplateForm({ templateId }: { readonly templateId: string }) {
  const { t } = useTranslation()
  const { organisation } = useSession()
  const { data: template, isError, error, refetch } = useTemplate(templateId)
  const departments = useDepartments().data
  const [now] = useState(() => new Date())
  const begin = useBeginFromTemplate(templateId)
  const year = currentYear(now)
  const lines = usePreviewLines(template?.content, year, departments)
  if (isError) return <LoadFailure error={error} onRetry={() => void refetch()} />
  if (!template) return <Skeleton height={420} />
  const suggested = suggest(template.content, template.builtIn ? organisation.name : '', year)
  return (
    <BeginningForm
      suggested={suggested}
      deadlineHint={t('templates.deadlineHint')}
      ready
      onBegin={beginning => begin.mutateAsync(beginning)}
    >
      <OutlinePreview lines={lines} />
    </BeginningForm>
  )
}

/** Until the end of March it is last year that is summed up. */
function currentYear(now: Date): number {
  return now.getFullYear() - (now.getMonth() < 3 ? 1 : 0)
}

const movedTo = (text: string, from: number | null, to: number) =>
  from === null ? text : moveYears(text, from, to - from)

function suggest({ title, period, year }: TemplateContent, organisation: string, to: number): Beginning {
  return { title: organisation + movedTo(title, year, to), period: movedTo(period, year, to), deadline: null }
}

function usePreviewLines(
  content: TemplateContent | undefined,
  year: number,
  departments: readonly Department[] | undefined,
): PreviewLine[] {
  const { t } = useTranslation()
  if (!content) return []
  const counter = headingCounter()
  const nameOf = new Map(departments?.map(({ id, name }) => [id, name]))
  return content.sections.map(section => {
    const { heading, level, numbered, role, floor, ceiling, leadId, coIds, guidance } = section
    const held = [...(leadId === null ? [] : [leadId]), ...coIds].flatMap(id => nameOf.get(id) ?? [])
    const limits = [
      ceiling !== null && t('templates.ceiling', { n: ceiling }),
      floor !== null && t('templates.floor', { n: floor }),
    ].filter(fact => fact !== false)
    return {
      level,
      number: numbered ? formatNumber(level, counter.next(level)) : '',
      heading:
        movedTo(heading, content.year, year) ||
        (role ? t(`outline.partRole_${role}`) : t('outline.untitled')),
      facts: [...held, ...limits],
      guidance: movedTo(guidance, content.year, year),
    }
  })
}
