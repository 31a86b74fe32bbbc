/** Refusals as answers: status by shared/errors.ts, words in the language of the request. */
import type { ErrorRequestHandler, Request, Response } from 'express'
import { type Refusal, refusals, refuse } from '../../shared/errors.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import type { Log } from '../ops/deps.ts'
import { isUnwritable } from '../store/failures.ts'
import { languageOf } from './language.ts'

export function sendRefusal(request: Request, response: Response, { code, details }: Refusal): void {
  const message = dictionaries[languageOf(request.headers)].errors[code]
  const error = details === undefined ? { code, message } : { code, message, details }
  response.status(refusals[code]).json({ error })
}

/**
 * The last resort: what body-parser, a failing disk or a bug threw. A bug tells the log everything and the
 * client nothing; a disk that cannot be written to is said, for its transaction was rolled back whole.
 */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const refusal = clientFault(error)
    if (!refusal) log.error({ err: error, method: request.method, path: request.path }, 'a request failed')
    const failure = refuse(isUnwritable(error) ? 'storage-unavailable' : 'internal')
    sendRefusal(request, response, refusal ?? failure)
  }
}

/** Errors that Express and body-parser give a 4xx status are the request's fault. */
function clientFault(error: unknown): Refusal | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined
  return refuse(status === 413 ? 'too-large' : 'bad-request')
}
