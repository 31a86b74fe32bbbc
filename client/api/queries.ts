/**
 * Server state in the query cache: what is asked, under which key, and how an answer changes it.
 *
 * 1. A report is replaced only by one of the same or a newer revision, so a slow answer never undoes a
 *    faster one.
 * 2. Outline edits show at once and are taken back when the server refuses them.
 * 3. Texts of sections are not kept here: they live in Yjs.
 */
import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  BodyOf,
  Me,
  NewReport,
  Report,
  ReportChange,
  ResponseOf,
  RouteName,
  Section,
  SectionChange,
} from '../../shared/api.ts'
import type { Stage } from '../../shared/report.ts'
import { type CallInput, call } from './call.ts'
import { useLasting } from './lasting.ts'
import { type Place, withSectionChanged, withSectionMoved, withSectionsRemoved } from './outline-edits.ts'

export const keys = {
  me: ['me'],
  reports: ['reports'],
  myWork: ['myWork'],
  inbox: ['inbox'],
  report: (reportId: string) => ['report', reportId],
  submissions: (sectionId: string) => ['submissions', sectionId],
  setAside: (reportId: string) => ['set-aside', reportId],
  ignored: (reportId: string) => ['ignored', reportId],
  house: ['house'],
  findingCounts: (reportId: string) => ['finding-counts', reportId],
  figures: (reportId: string) => ['figures', reportId],
  versions: (reportId: string) => ['versions', reportId],
  threads: (reportId: string) => ['threads', reportId],
  mentionable: (reportId: string) => ['mentionable', reportId],
  myFigures: ['my-figures'],
  material: (reportId: string) => ['material', reportId],
  myMaterial: ['my-material'],
  people: ['people'],
  departments: ['departments'],
  invitations: ['invitations'],
  audit: ['audit'],
  holdings: (departmentId: string) => ['holdings', departmentId],
  channels: ['channels'],
  reminders: (reportId: string) => ['reminders', reportId],
  myMail: ['myMail'],
  access: (personId: string) => ['access', personId],
} as const

export const useMe = () => useQuery({ queryKey: keys.me, queryFn: () => call('getMe', {}) })
export const useReports = () => useQuery({ queryKey: keys.reports, queryFn: () => call('listReports', {}) })
export const useReport = (reportId: string) =>
  useQuery({ queryKey: keys.report(reportId), queryFn: () => call('getReport', { reportId }) })
export const useDepartments = () =>
  useQuery({ queryKey: keys.departments, queryFn: () => call('listDepartments', {}) })
export const usePeople = (enabled = true) =>
  useQuery({ queryKey: keys.people, queryFn: () => call('listPeople', {}), enabled })
export const useInvitations = () =>
  useQuery({ queryKey: keys.invitations, queryFn: () => call('listInvitations', {}) })
export const useHoldings = (departmentId: string) =>
  useQuery({
    queryKey: keys.holdings(departmentId),
    queryFn: () => call('listHoldings', { departmentId }),
    staleTime: 0,
  })
export const useAccess = (personId: string) =>
  useQuery({ queryKey: keys.access(personId), queryFn: () => call('listAccess', { personId }) })
/** `version` changes whenever the rounds may have. */
export const useSubmissions = (reportId: string, sectionId: string, rounds: number, version: string) =>
  useQuery({
    queryKey: [...keys.submissions(sectionId), version],
    queryFn: () => call('listSubmissions', { reportId, sectionId }),
    enabled: rounds > 0,
  })

/** Drafts set aside in a report. */
export const useSetAside = (reportId: string) =>
  useQuery({ queryKey: keys.setAside(reportId), queryFn: () => call('listSetAside', { reportId }) })

/** One draft with its text; below the list's key, so that what changes the list asks for it again. */
export const setAsideText = (reportId: string, draftId: string) => ({
  queryKey: [...keys.setAside(reportId), draftId],
  queryFn: () => call('readSetAside', { reportId, draftId }),
})
export const useSetAsideText = (reportId: string, draftId: string) =>
  useQuery({ ...setAsideText(reportId, draftId), refetchOnMount: 'always' })

/** Asked again with every revision of the report. */
export const useActivity = (reportId: string, revision: number) =>
  useQuery({
    queryKey: ['activity', reportId, revision],
    queryFn: () => call('listActivity', { reportId }),
    placeholderData: keepPreviousData,
  })
/** Findings that were ignored; asked again with every revision of the report. */
export const useIgnored = (reportId: string, revision: number) =>
  useQuery({
    queryKey: [...keys.ignored(reportId), revision],
    queryFn: () => call('listIgnored', { reportId }),
    placeholderData: keepPreviousData,
  })
/** The house's list. A report tells when it changes; elsewhere it is asked for again now and then. */
const houseEveryMs = 60_000
export const useHouse = () =>
  useQuery({
    queryKey: keys.house,
    queryFn: () => call('listHouse', {}),
    refetchInterval: houseEveryMs,
  })

/** What the checks count, of the text as stored; asked again with every revision, and while people write. */
const countsEveryMs = 20_000
export const useFindingCounts = (reportId: string, revision: number) =>
  useQuery({
    queryKey: [...keys.findingCounts(reportId), revision],
    queryFn: () => call('countFindings', { reportId }),
    placeholderData: keepPreviousData,
    refetchInterval: countsEveryMs,
  })
/** 指标; asked again at every change of the report (client/ui/use-lobby.ts). */
export const useFigures = (reportId: string) =>
  useQuery({ queryKey: keys.figures(reportId), queryFn: () => call('listFigures', { reportId }) })
/** 批注 and 领导批示; who only reads the report has none. */
export const useThreads = (reportId: string, enabled = true) =>
  useQuery({ queryKey: keys.threads(reportId), queryFn: () => call('listThreads', { reportId }), enabled })
export const useMentionable = (reportId: string) =>
  useQuery({ queryKey: keys.mentionable(reportId), queryFn: () => call('listMentionable', { reportId }) })
/** What was changed since somebody signed; asked again with every revision, and while people write. */
export const useSignedChanges = (
  { id: reportId, revision, signoff }: Report,
  { id: sectionId, rounds }: Section,
) =>
  useQuery({
    queryKey: ['signed-changes', sectionId, revision],
    queryFn: () => call('listSignedChanges', { reportId, sectionId }),
    placeholderData: keepPreviousData,
    refetchInterval: countsEveryMs,
    enabled: signoff !== 'none' && rounds > 0,
  })
export const useMySignedChanges = () =>
  useQuery({ queryKey: ['my-signed-changes'], queryFn: () => call('listMySignedChanges', {}) })
/** Last year's report for the checks: it is closed, and seldom changes. Another one is asked for anew. */
export const useEarlier = ({ id: reportId, earlierId }: Pick<Report, 'id' | 'earlierId'>) =>
  useQuery({ queryKey: ['earlier', reportId, earlierId], queryFn: () => call('getEarlier', { reportId }) })
export const useMyFigures = () =>
  useQuery({ queryKey: keys.myFigures, queryFn: () => call('listMyFigures', {}) })
export const useMaterial = (reportId: string) =>
  useQuery({
    queryKey: keys.material(reportId),
    queryFn: () => call('listMaterial', { reportId }),
    // The text goes on being written while nobody looks here.
    staleTime: 0,
  })
export const useMyMaterial = () =>
  useQuery({ queryKey: keys.myMaterial, queryFn: () => call('listMyMaterial', {}) })
export const useMySignatures = () =>
  useQuery({ queryKey: ['my-signatures'], queryFn: () => call('listMySignatures', {}) })
export const useMyWork = () => useQuery({ queryKey: keys.myWork, queryFn: () => call('listMyWork', {}) })

const inboxEveryMs = 60_000
export const useInbox = (enabled = true) =>
  useQuery({
    queryKey: keys.inbox,
    queryFn: () => call('listInbox', {}),
    refetchInterval: inboxEveryMs,
    enabled,
  })

/** A call that changes something; the keys it touches are asked for again. mutate([params, body]). */
export function useCall<Name extends RouteName>(name: Name, touched: readonly (readonly string[])[] = []) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: (input: CallInput<Name>): Promise<ResponseOf<Name>> => call(name, ...input),
    onSuccess: () => Promise.all(touched.map(queryKey => client.invalidateQueries({ queryKey }))),
  })
  return useLasting(mutation)
}

/** Takes a new `me` into the cache, after signing in or changing oneself. */
export function useTakeMe(): (me: Me) => void {
  const client = useQueryClient()
  return me => client.setQueryData(keys.me, me)
}

export function useCreateReport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewReport) => call('createReport', {}, body),
    onSuccess: report => {
      takeReport(client, report)
      return client.invalidateQueries({ queryKey: keys.reports })
    },
  })
}

/** Puts a report into the cache unless the cache has a newer one. */
function takeReport(client: QueryClient, report: Report): void {
  client.setQueryData<Report>(keys.report(report.id), known =>
    known && known.revision > report.revision ? known : report,
  )
}

type Optimistic<Input> = (report: Report, input: Input) => Report

/** A change of one report that answers with the report; `foresee` shows it before the answer. */
function useReportChange<Input>(
  reportId: string,
  change: (input: Input) => Promise<Report>,
  foresee?: Optimistic<Input>,
) {
  const client = useQueryClient()
  const queryKey = keys.report(reportId)
  const mutation = useMutation({
    mutationFn: change,
    onMutate: async (input: Input) => {
      await client.cancelQueries({ queryKey })
      if (foresee) client.setQueryData<Report>(queryKey, report => report && foresee(report, input))
    },
    onSuccess: report => takeReport(client, report),
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.reports }),
  })
  return useLasting(mutation)
}

export const useChangeReport = (reportId: string) =>
  useReportChange(
    reportId,
    (body: ReportChange) => call('changeReport', { reportId }, body),
    // What another report beside this one makes of its sections only the server knows.
    (report, { matter, earlierId: _earlierId, ...rest }) =>
      Object.assign({}, report, rest, { matter: Object.assign({}, report.matter, matter) }),
  )

export const useMoveStage = (reportId: string) =>
  useReportChange(reportId, (body: { stage: Stage; reason?: string }) =>
    call('moveStage', { reportId }, body),
  )

export const useChangeSection = (reportId: string) =>
  useReportChange(
    reportId,
    ({ sectionId, change }: { sectionId: string; change: SectionChange }) =>
      call('changeSection', { reportId, sectionId }, change),
    (report, { sectionId, change }) => withSectionChanged(report, sectionId, change),
  )

export const useMoveSection = (reportId: string) =>
  useReportChange(
    reportId,
    ({ sectionId, place }: { sectionId: string; place: Place }) =>
      call('moveSection', { reportId, sectionId }, place),
    (report, { sectionId, place }) => withSectionMoved(report, sectionId, place),
  )

export const useDeleteSection = (reportId: string) =>
  useReportChange(
    reportId,
    (sectionId: string) => call('deleteSection', { reportId, sectionId }),
    withSectionsRemoved,
  )

export const useRestoreSection = (reportId: string) =>
  useReportChange(reportId, (sectionId: string) => call('restoreSection', { reportId, sectionId }))

export const useSubmitSection = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, body }: { sectionId: string; body: BodyOf<'submitSection'> }) =>
    call('submitSection', { reportId, sectionId }, body),
  )

export const useEnterSection = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, body }: { sectionId: string; body: BodyOf<'enterSection'> }) =>
    call('enterSection', { reportId, sectionId }, body),
  )

export const useReturnSection = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, body }: { sectionId: string; body: BodyOf<'returnSection'> }) =>
    call('returnSection', { reportId, sectionId }, body),
  )

export const useReopenSection = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, reason }: { sectionId: string; reason: string }) =>
    call('reopenSection', { reportId, sectionId }, { reason }),
  )

export const useTickSection = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, body }: { sectionId: string; body: BodyOf<'tickSection'> }) =>
    call('tickSection', { reportId, sectionId }, body),
  )

export const useRecordSignature = (reportId: string) =>
  useReportChange(reportId, ({ sectionId, body }: { sectionId: string; body: BodyOf<'recordSignature'> }) =>
    call('recordSignature', { reportId, sectionId }, body),
  )

export const useChangeSections = (reportId: string) =>
  useReportChange(reportId, (body: BodyOf<'changeSections'>) => call('changeSections', { reportId }, body))

export const useRecallSection = (reportId: string) =>
  useReportChange(reportId, (sectionId: string) => call('recallSection', { reportId, sectionId }))

export const useLookAtSection = (reportId: string) =>
  useReportChange(reportId, (sectionId: string) => call('lookAtSection', { reportId, sectionId }))

export const useAcceptSections = (reportId: string) =>
  useReportChange(reportId, (sectionIds: string[]) => call('acceptSections', { reportId }, { sectionIds }))

/** Adds a section; answers its id, so that the page can lead there. */
export function useAddSection(reportId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: BodyOf<'addSection'>) => call('addSection', { reportId }, body),
    onSuccess: ({ report }) => takeReport(client, report),
  })
}
