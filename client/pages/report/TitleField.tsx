/** The report's title; a coordinator edits it in place, Escape gives it back. */
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { useChangeReport } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

export function TitleField({ report, editable }: { readonly report: Report; readonly editable: boolean }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const input = useRef<HTMLInputElement>(null)
  const { mutate } = useChangeReport(report.id)
  /** What stood here when the person came, while they are here: leaving it so takes nobody's new title back. */
  const found = useRef<string>(undefined)
  useLayoutEffect(() => {
    if (input.current && found.current === undefined) input.current.value = report.title
  }, [report.title])
  if (!editable)
    return (
      <h1 className="bench-title" title={report.title}>
        {report.title}
      </h1>
    )
  const save = () => {
    const title = input.current?.value.trim() ?? ''
    const kept = title === '' || title === found.current ? report.title : title
    found.current = undefined
    if (input.current) input.current.value = kept
    if (kept !== report.title) mutate({ title: kept }, { onError: fail })
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
        onFocus={() => {
          found.current = report.title
        }}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    </h1>
  )
}
