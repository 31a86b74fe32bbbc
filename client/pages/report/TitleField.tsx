/** The report's title; a coordinator edits it in place, Escape gives it back. */
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { useChangeReport } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

export function TitleField({ report, editable }: { readonly report: Report; readonly editable: boolean }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const input = useRef<HTMLInputElement>(null)
  const { mutate } = useChangeReport(report.id)
  if (!editable)
    return (
      <h1 className="bench-title" title={report.title}>
        {report.title}
      </h1>
    )
  const save = () => {
    const title = input.current?.value.trim() ?? ''
    if (title === '' && input.current) input.current.value = report.title
    if (title !== '' && title !== report.title) mutate({ title }, { onError: fail })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') event.currentTarget.value = report.title
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <h1 className="bench-title">
      <input
        ref={input}
        aria-label={t('reports.title')}
        title={report.title}
        defaultValue={report.title}
        maxLength={limits.titleLength}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    </h1>
  )
}
