/**
 * Configuration: environment → Config. A wrong or half-set variable is refused with a sentence before
 * anything is opened. Nothing here reads the process; main.ts passes the environment in.
 */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readTrustedProxies, type TrustedProxies } from './ops/address.ts'
import { readSender } from './delivery/sender.ts'
import type { Smtp } from './delivery/mail.ts'
import { type LogLevel, logLevels } from './ops/log.ts'

export type Config = {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  readonly dataDir: string
  /** The PostgreSQL database that everything is kept in; undefined: SQLite in dataDir. */
  readonly databaseUrl?: string | undefined
  /** Through which processes over one database tell each other what changed. */
  readonly redisUrl?: string | undefined
  /** Where people reach the server, when a proxy stands before it: scheme and host, no path. */
  readonly publicUrl: string | undefined
  /** Proxies whose X-Forwarded-For is believed; nobody unless set. */
  readonly trustedProxies: TrustedProxies
  /** The program that reads doc and wps; `off`: none; undefined: wherever it is found. */
  readonly libreOffice?: string | undefined
  readonly logLevel: LogLevel
  /** Days of history to keep; undefined: all of it. */
  readonly historyDays: number | undefined
  /** The server that takes e-mails; undefined: none are sent. */
  readonly smtp: Smtp | undefined
  /** In which moments are written in what is sent out. */
  /** A Chromium that prints PDF; undefined: one is looked for. `off`: none. */
  readonly chromium: string | undefined
  readonly timeZone: string
  /** The built client. */
  readonly dist: string
  /** Serve the client from its sources through Vite. */
  readonly dev: boolean
}

const root = join(import.meta.dirname, '..')

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      url => !URL.canParse(url) || new URL(url).pathname === '/',
      'has a path; only scheme, host and port are possible',
    )
    .optional(),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((list, context) => {
      const read = readTrustedProxies(list.split(',').flatMap(entry => entry.trim() || []))
      if ('trusted' in read) return read.trusted
      context.addIssue(`names ${read.wrong}, which is no address, no network and not "loopback"`)
      return z.NEVER
    }),
  LIBREOFFICE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  HISTORY_DAYS: z.coerce.number().int().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().transform(readSender).optional(),
  CHROMIUM_PATH: z.string().optional(),
  TIME_ZONE: z.string().refine(isTimeZone, 'is no time zone, such as Asia/Shanghai').default('Asia/Shanghai'),
})

/** The names of all variables that are read. */
export const settings: readonly string[] = Object.keys(environment.shape)

/** Throws a sentence that names the variable. Empty variables count as not set. */
export function readConfig(env: Record<string, string | undefined>, { dev = false } = {}): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(set)
  if (!result.success) throw new Error(result.error.issues.map(sentence).join('\n'))
  const { HOST, PORT, DATA_DIR, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL, HISTORY_DAYS, TIME_ZONE } = result.data
  const { SMTP_URL, SMTP_FROM, CHROMIUM_PATH, LIBREOFFICE, DATABASE_URL, REDIS_URL } = result.data
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    throw new Error('REDIS_URL joins processes over one PostgreSQL database: set DATABASE_URL too.')
  if ((SMTP_URL === undefined) !== (SMTP_FROM === undefined))
    throw new Error('SMTP_URL and SMTP_FROM belong together: set both, or neither.')
  return {
    host: HOST,
    port: PORT,
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    publicUrl: PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).origin,
    trustedProxies: TRUST_PROXY,
    libreOffice: LIBREOFFICE,
    logLevel: LOG_LEVEL,
    historyDays: HISTORY_DAYS,
    smtp: SMTP_URL !== undefined && SMTP_FROM !== undefined ? { url: SMTP_URL, from: SMTP_FROM } : undefined,
    chromium: CHROMIUM_PATH,
    timeZone: TIME_ZONE,
    dist: join(root, 'dist'),
    dev,
  }
}

const sentence = ({ path, message }: { path: readonly PropertyKey[]; message: string }) =>
  `The environment variable ${path.map(String).join('.')} cannot be used: ${message}.`

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).format()
    return true
  } catch {
    return false
  }
}
