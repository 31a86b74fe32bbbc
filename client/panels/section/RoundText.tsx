/** A 来稿 as it was, each line with what became of it in the report as it is now. */
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n.ts'
import type { Report, Round } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { linesOfText } from '../../ui/text-lines.ts'
import { FateLines } from './FateLines.tsx'

type Props = { readonly report: Report; readonly round: Round }

export function RoundText({ report, round }: Props) {
  const { t } = useTranslation()
  const { sectionId } = round
  const { data, isPending } = useQuery({
    queryKey: ['fates', sectionId],
    queryFn: () => call('getFates', { reportId: report.id, sectionId }),
    // The text goes on being written while nobody looks here.
    staleTime: 0,
    refetchOnMount: 'always',
  })
  const lines = data?.find(({ submissionId }) => submissionId === round.id)?.lines
  if (isPending) return <Skeleton height={120} />
  if (!lines)
    return linesOfText(round.text).map((line, at) => <p key={`${at}-${line.slice(0, 12)}`}>{line}</p>)
  return (
    <>
      <p className="panel-note">{t('outline.fatesLead')}</p>
      <FateLines lines={lines} sections={report.sections} />
    </>
  )
}
