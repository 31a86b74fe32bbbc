/** 征求意见 in the query cache: rounds as this person sees them, replaced by what each change answers. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf, ConsultAnswer, Consultations, NewRecipient } from '../../shared/api.ts'
import { call } from './call.ts'
import { keys } from './queries.ts'

const consultKeys = {
  of: (reportId: string) => ['consult', reportId],
  mine: ['consult-mine'],
} as const

/** Answers come in at any moment, also from people whom no live line tells about. */
const askAgainMs = 15_000

export const useConsultations = (reportId: string) =>
  useQuery({
    queryKey: consultKeys.of(reportId),
    queryFn: () => call('listConsultations', { reportId }),
    refetchInterval: askAgainMs,
  })

export const useConsultedText = (reportId: string, consultationId: string) =>
  useQuery({
    queryKey: ['consulted-text', consultationId],
    queryFn: () => call('getConsultedText', { reportId, consultationId }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useMyConsultations = () =>
  useQuery({ queryKey: consultKeys.mine, queryFn: () => call('listMyConsultations', {}) })

function useConsultChange<Input, Answer>(
  reportId: string,
  change: (input: Input) => Promise<Answer>,
  taken: (answer: Answer) => Consultations,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: answer => {
      client.setQueryData(consultKeys.of(reportId), taken(answer))
      void client.invalidateQueries({ queryKey: consultKeys.mine })
      void client.invalidateQueries({ queryKey: keys.report(reportId) })
    },
  })
}

const whole = (consultations: Consultations) => consultations

export const useStartConsultation = (reportId: string) =>
  useConsultChange(
    reportId,
    (body: BodyOf<'startConsultation'>) => call('startConsultation', { reportId }, body),
    ({ consultations }) => consultations,
  )

export const useAddRecipients = (reportId: string, consultationId: string) =>
  useConsultChange(
    reportId,
    (recipients: NewRecipient[]) => call('addRecipients', { reportId, consultationId }, { recipients }),
    ({ consultations }) => consultations,
  )

export const useCloseConsultation = (reportId: string, consultationId: string) =>
  useConsultChange(
    reportId,
    (closed: boolean) => call('closeConsultation', { reportId, consultationId }, { closed }),
    whole,
  )

export const useAnswer = (reportId: string, recipientId: string) =>
  useConsultChange(
    reportId,
    (answer: ConsultAnswer) => call('answerConsultation', { reportId, recipientId }, answer),
    whole,
  )

export const useDecide = (reportId: string, opinionId: string) =>
  useConsultChange(
    reportId,
    (body: BodyOf<'decideOpinion'>) => call('decideOpinion', { reportId, opinionId }, body),
    whole,
  )
