/** A new report: title, period, deadline and an outline written as lines, shown numbered while it is written. */
import { Button, Group, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { limits } from '../../../shared/limits.ts'
import { useCreateReport } from '../../api/queries.ts'
import { useErrorText } from '../../ui/error-text.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import { Page } from '../../ui/Page.tsx'
import { field } from '../../ui/SignInForm.tsx'
import './new.css'
import { type Line, readOutline } from './outline-lines.ts'

export function NewReportPage() {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const navigate = useNavigate()
  const [outline, setOutline] = useState<string>(() => t('reports.outlineStarter'))
  const [deadline, setDeadline] = useState<string | null>(null)
  const create = useCreateReport()
  const { lines, tooDeep } = readOutline(outline)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (tooDeep !== undefined) return
    const fields = new FormData(event.currentTarget)
    // The editor's schema comes along with the workbench that follows.
    const { emptyText } = await import('../../../shared/schema/text.ts')
    create.mutate(
      {
        title: field(fields, 'title'),
        period: field(fields, 'period'),
        deadline: deadline,
        sections: lines.map(({ heading, level }) => ({
          heading,
          level,
          numbered: true,
          role: null,
          text: emptyText,
        })),
      },
      { onSuccess: report => void navigate(`/reports/${report.id}`, { replace: true }) },
    )
  }
  return (
    <Page title={t('reports.new')} lead={t('reports.newLead')}>
      <form className="new-report card" onSubmit={event => void send(event)}>
        <TextInput
          name="title"
          size="md"
          label={t('reports.title')}
          placeholder={t('reports.titleExample')}
          required
          maxLength={limits.titleLength}
          data-autofocus
        />
        <div className="new-pair">
          <TextInput
            name="period"
            label={t('reports.period')}
            placeholder={t('reports.periodExample')}
            maxLength={40}
          />
          <MomentField label={t('reports.deadline')} value={deadline} onChange={setDeadline} />
        </div>
        <div className="new-pair">
          <Textarea
            label={t('reports.outline')}
            description={t('reports.outlineHint')}
            value={outline}
            onChange={event => setOutline(event.currentTarget.value)}
            error={tooDeep !== undefined && t('reports.outlineTooDeep', { line: tooDeep })}
            autosize
            minRows={10}
            maxRows={24}
          />
          <Preview lines={lines} />
        </div>
        {create.isError && (
          <Text c="var(--tg-seal)" role="alert">
            {textOf(create.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void navigate('/')}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('reports.create')}
          </Button>
        </Group>
      </form>
    </Page>
  )
}

function Preview({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation()
  return (
    <section className="new-preview" aria-label={t('reports.outlinePreview')}>
      <p>{t('reports.outlinePreview')}</p>
      <ol>
        {lines.map((line, at) => (
          <li key={`${at}-${line.heading}`} style={{ paddingInlineStart: `${(line.level - 1) * 1.6}em` }}>
            {line.number}
            {line.heading}
          </li>
        ))}
      </ol>
    </section>
  )
}
