/** The way of every route about 征求意见 to its verb; see handlers.ts. */
import { limitedLink, type Throttle } from '../accounts/sign-in.ts'
import type { Program } from '../program.ts'
import { listConsultations } from '../reports/consultation-rows.ts'
import {
  addRecipients,
  closeConsultation,
  decideOpinion,
  renewOpinionLink,
  startConsultation,
} from '../reports/consultations.ts'
import {
  answerConsultation,
  getConsultedText,
  listMyConsultations,
  opineByLink,
  peekOpinion,
} from '../reports/opinions.ts'
import type { consultApi } from '../../shared/api/consult.ts'
import type { Handlers } from './handlers.ts'

export type ConsultRoute = keyof typeof consultApi

export function consultHandlers(program: Program, throttle: Throttle): Pick<Handlers, ConsultRoute> {
  return {
    listConsultations: ({ actor, params }) => listConsultations(program, actor, params.reportId),
    startConsultation: ({ actor, params, body }) => startConsultation(program, actor, params.reportId, body),
    addRecipients: ({ actor, params, body }) =>
      addRecipients(program, actor, params.reportId, params.consultationId, body),
    closeConsultation: ({ actor, params, body }) =>
      closeConsultation(program, actor, params.reportId, params.consultationId, body),
    getConsultedText: ({ actor, params }) =>
      getConsultedText(program, actor, params.reportId, params.consultationId),
    renewOpinionLink: ({ actor, params }) =>
      renewOpinionLink(program, actor, params.reportId, params.recipientId),
    answerConsultation: ({ actor, params, body }) =>
      answerConsultation(program, actor, params.reportId, params.recipientId, body),
    decideOpinion: ({ actor, params, body }) =>
      decideOpinion(program, actor, params.reportId, params.opinionId, body),
    listMyConsultations: ({ actor }) => listMyConsultations(program, actor),
    peekOpinion: ({ body, visitor }) =>
      limitedLink(throttle, visitor.address, () => peekOpinion(program, body)),
    opineByLink: ({ body, visitor }) =>
      limitedLink(throttle, visitor.address, () => opineByLink(program, body)),
  }
}
