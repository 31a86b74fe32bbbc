/** The log: one JSON line an event on standard output; never a password, a secret or a text. */
import { pino } from 'pino'
import type { Log } from './deps.ts'

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

export function createLog(level: LogLevel): Log {
  return pino({ level, base: null })
}
