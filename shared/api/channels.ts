/**
 * The contract of 通知渠道: what news goes out by which way, and what became of each delivery. An address or a
 * secret comes in and never goes out again; a signing secret that the server made is shown once.
 */
import { z } from 'zod'
import { channelEvents, channelKinds, deliveryStates } from '../channels.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, line, name, nothing, time } from './values.ts'

const language = z.enum(['zh', 'en'])

/** Private addresses are ordinary on an intranet; who may name one is an administrator. */
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(value => URL.canParse(value) && new URL(value).username === '', 'has a name or password in it')

/** 24 to 64 bytes, as Standard Webhooks has them; or what 钉钉 shows for 加签. */
const secret = z.string().trim().min(8).max(200)

const settings = {
  name,
  departmentId: id.nullable(),
  keyword: line.max(40),
  mentionAll: z.boolean(),
  language,
  events: z.array(z.enum(channelEvents)).max(channelEvents.length),
  active: z.boolean(),
}

const channel = z.object({
  id,
  kind: z.enum(channelKinds),
  ...settings,
  name: z.string(),
  /** Where it goes, without what opens it. */
  host: z.string(),
  /** It is signed. */
  hasSecret: z.boolean(),
})
export type Channel = z.infer<typeof channel>

const delivery = z.object({
  id,
  channelId: id,
  event: z.enum([...channelEvents, 'test', 'passwordReset']),
  title: z.string(),
  /** Whom an e-mail is for. */
  personName: z.string().nullable(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  createdAt: time,
  /** When it is tried next, while it waits. */
  nextAt: time,
  settledAt: time.nullable(),
  error: z.string().nullable(),
})
export type Delivery = z.infer<typeof delivery>

/** `secret`: the signing secret that was made just now, shown this once. */
const kept = z.object({ channel, secret: z.string().nullable() })

export const channelsApi = define({
  /** The newest deliveries first. `mailFrom`: who e-mails come from; null while SMTP is not set. */
  listChannels: {
    ...routes.listChannels,
    access: 'signed-in',
    response: z.object({
      mailFrom: z.string().nullable(),
      channels: z.array(channel),
      deliveries: z.array(delivery),
    }),
  },
  createChannel: {
    ...routes.createChannel,
    access: 'signed-in',
    body: z.object({
      kind: z.enum(channelKinds).exclude(['mail']),
      ...settings,
      url,
      /** Of a webhook: made by the server where it is not given. */
      secret: secret.optional(),
    }),
    response: kept,
  },
  /** `secret` null takes it away, which makes a new one for a webhook. */
  changeChannel: {
    ...routes.changeChannel,
    access: 'signed-in',
    body: z.object({ ...settings, url, secret: secret.nullable() }).partial(),
    response: kept,
  },
  deleteChannel: { ...routes.deleteChannel, access: 'signed-in', response: nothing },
  /** Puts a test message into the outbox; of e-mail, to who asks. */
  testChannel: { ...routes.testChannel, access: 'signed-in', response: z.object({ deliveryId: id }) },
  /** Tries once more what was given up. */
  retryDelivery: { ...routes.retryDelivery, access: 'signed-in', response: nothing },
})
