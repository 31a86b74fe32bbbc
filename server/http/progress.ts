/**
 * An answer that takes its time. With `Accept: application/x-ndjson` it is a line for each step of progress and a
 * last one with what came of it, or the refusal; else that alone.
 */
import type { Request, Response } from 'express'
import { type Outcome, type Refusal, refusals } from '../../shared/errors.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { languageOf } from './language.ts'
import { sendRefusal } from './refusals.ts'

type Answering<Value> = {
  readonly progress: (done: number) => void
  readonly end: (outcome: Outcome<Value>) => void
}

/** `key` names the value in the last line. */
export function answerIn<Value>(
  request: Request,
  response: Response,
  key: string,
  present: (value: Value) => unknown,
): Answering<Value> {
  const inLines = (request.headers.accept ?? '').includes('application/x-ndjson')
  if (!inLines)
    return {
      progress: () => undefined,
      end: outcome =>
        outcome.ok
          ? void response.set('cache-control', 'no-store').json(present(outcome.value))
          : sendRefusal(request, response, outcome),
    }
  // no-transform: a compressor would hold the lines back.
  response
    .status(200)
    .set('content-type', 'application/x-ndjson')
    .set('cache-control', 'no-store, no-transform')
  const line = (value: unknown) => void response.write(`${JSON.stringify(value)}\n`)
  return {
    progress: done => line({ progress: done }),
    end: outcome => {
      line(outcome.ok ? { [key]: present(outcome.value) } : { error: worded(request, outcome) })
      response.end()
    },
  }
}

function worded(request: Request, { code, details }: Refusal) {
  const message = dictionaries[languageOf(request.headers)].errors[code]
  return { code, message, status: refusals[code], ...(details === undefined ? {} : { details }) }
}
