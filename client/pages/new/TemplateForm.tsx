/** The form of one template: what it will make is shown below title, period and deadline. */
import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Beginning, TemplateContent } from '../../../shared/api.ts'
import { moveYears } from '../../../shared/years.ts'
import { useDepartments } from '../../api/queries.ts'
import { useBeginFromTemplate, useTemplate } from '../../api/templates.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { useSession } from '../../ui/session.tsx'
import { BeginningForm } from './BeginningForm.tsx'
import { OutlinePreview } from './OutlinePreview.tsx'
import { usePreviewLines } from './preview-lines.ts'

export function TemplateForm({ templateId }: { readonly templateId: string }) {
  const { t } = useTranslation()
  const { organisation } = useSession()
  const { data: template, isError, error, refetch } = useTemplate(templateId)
  const departments = useDepartments().data
  const [now] = useState(() => new Date())
  const begin = useBeginFromTemplate(templateId)
  const year = currentYear(now)
  const lines = usePreviewLines(
    template?.content.sections ?? [],
    text => movedTo(text, template?.content.year ?? null, year),
    departments,
  )
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
