/**
 * /search?q=…: what was found in all reports that this person may read, grouped by report. The question
 * stands in the address; each result leads to its section.
 */
import { Alert, Badge, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useSearchParams } from 'react-router'
import type { FoundReport, SearchResults } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { isClosed } from '../../../shared/report.ts'
import { call } from '../../api/call.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useStageWord } from '../../ui/words.ts'
import './search.css'

const askAfterMs = 250

/** Whoever comes here comes to ask. */
const focused = (input: HTMLInputElement | null) => input?.focus()

export function SearchPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const question = params.get('q') ?? ''
  const [typed, setTyped] = useState(question)
  const [asked, setAsked] = useState(question)
  // Going back or asking from the bar changes the address from outside.
  if (asked !== question) {
    setAsked(question)
    if (question !== typed.trim()) setTyped(question)
  }
  const ask = useDebouncedCallback(
    (q: string) => setParams(q === '' ? {} : { q }, { replace: true }),
    askAfterMs,
  )
  return (
    <Page title={t('search.title')} lead={t('search.lead')}>
      <search>
        <TextInput
          type="search"
          size="md"
          aria-label={t('search.question')}
          placeholder={t('search.placeholder')}
          leftSection={<IconSearch size={18} stroke={1.6} />}
          value={typed}
          maxLength={limits.searchLength}
          onChange={event => {
            setTyped(event.currentTarget.value)
            ask(event.currentTarget.value.trim())
          }}
          ref={focused}
          mb="lg"
        />
      </search>
      {question !== '' && <Results question={question} />}
    </Page>
  )
}

function Results({ question }: { readonly question: string }) {
  const { t } = useTranslation()
  const { data, isError, error, refetch } = useQuery({
    queryKey: ['search', question],
    queryFn: () => call('search', {}, { q: question }),
    placeholderData: keepPreviousData,
    // Texts and rights change under it.
    staleTime: 0,
  })
  if (isError) return <LoadFailure error={error} onRetry={() => void refetch()} />
  if (!data) return <PageLoading />
  return (
    <>
      <output className="search-said">{t('search.found', { n: data.reports.length })}</output>
      {!data.complete && (
        <Alert color="yellow" variant="light" mb="md">
          {t('search.incomplete')}
        </Alert>
      )}
      {data.reports.length === 0 ? <Nothing question={question} /> : <Found results={data} />}
    </>
  )
}

function Nothing({ question }: { readonly question: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('search.nothing', { question })}
      lead={t('search.nothingLead')}
      icon={<IconZoomQuestion size={30} stroke={1.4} />}
    />
  )
}

function Found({ results }: { readonly results: SearchResults }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="search-reports">
        {results.reports.map(report => (
          <li key={report.id}>
            <Report report={report} />
          </li>
        ))}
      </ul>
      {results.more && <p className="search-more">{t('search.moreReports')}</p>}
    </>
  )
}

function Report({ report }: { readonly report: FoundReport }) {
  const { t } = useTranslation()
  const stageWord = useStageWord()
  return (
    <article className="search-report">
      <header>
        <h2>
          <Link to={`/reports/${report.id}`}>{report.title}</Link>
        </h2>
        <Badge variant="light" color={isClosed(report.stage) ? 'gray' : 'dai'} radius="sm">
          {stageWord(report.stage)}
        </Badge>
      </header>
      {report.sections.length > 0 && (
        <ol>
          {report.sections.map(({ id, number, heading, snippet, count }) => (
            <li key={id}>
              <Link to={`/reports/${report.id}#${id}`}>
                <strong>
                  {number}
                  {heading || t('outline.untitled')}
                </strong>
                {snippet && (
                  <span>
                    {snippet.before}
                    <mark>{snippet.match}</mark>
                    {snippet.after}
                  </span>
                )}
                {count > 1 && <small>{t('search.count', { n: count })}</small>}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {report.more && <p className="search-more">{t('search.moreSections')}</p>}
    </article>
  )
}
