/**
 * What every verb is handed: the store, the bus, and the three things that make a program unpredictable
 * (time, randomness, the log) as arguments, so that a test can hold them still.
 */
import type { Logger } from 'pino'
import type { Via } from '../../shared/audit.ts'
import type { RandomBytes } from '../../shared/ids.ts'
import type { Bus } from '../bus/bus.ts'
import type { Database } from '../store/store.ts'

/** Milliseconds since 1970. */
export type Clock = () => number

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** Where a change comes from, as the audit keeps it. */
export type Origin = {
  readonly via: Via
  /** Null: not over the network. */
  readonly address: string | null
}

/** What is written for the outside depends on. */
export type OutgoingRules = {
  /** Who e-mails come from; undefined: SMTP is not set, and none are sent. */
  readonly mailFrom: string | undefined
  /** In which moments are written. */
  readonly timeZone: string
}

export type Deps = {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly random: RandomBytes
  readonly log: Log
  readonly origin: Origin
  readonly outgoing: OutgoingRules
}

const dayMs = 24 * 60 * 60 * 1000

/** The time as the tables write it, now or `days` from now. */
export function timestamp(clock: Clock, days = 0): string {
  return new Date(clock() + days * dayMs).toISOString()
}
