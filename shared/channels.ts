/**
 * 通知渠道: the ways by which news leaves the house beside the inbox, what each may be asked to carry, and
 * which message of the inbox is carried as what. Pure.
 */
import type { MessageKind } from './inbox.ts'

export const channelKinds = [
  'mail', // 电子邮件, to each person
  'wecom', // 企业微信 group robot
  'dingtalk', // 钉钉 group robot
  'webhook', // any program that takes signed requests
] as const
export type ChannelKind = (typeof channelKinds)[number]

/** There is one channel of e-mail; it is there from the start. */
export const mailChannelId = 'mail'

export const channelEvents = [
  'dueSoon',
  'overdue',
  'returned',
  'submitted',
  'reminder', // 催报
  'opinionsAsked', // 征求意见
  'mentioned', // 批注里提到
] as const
export type ChannelEvent = (typeof channelEvents)[number]

/** Said to one person: it goes by e-mail, never into a group or to a program. */
export const isPersonal = (event: ChannelEvent) => event === 'mentioned'

/** What a delivery may be about: an event, or one of the two that no channel can decline. */
export type DeliveryEvent = ChannelEvent | 'test' | 'passwordReset'

const eventOf: Partial<Record<MessageKind, ChannelEvent>> = {
  dueSoon: 'dueSoon',
  dueTomorrow: 'dueSoon',
  overdue: 'overdue',
  returned: 'returned',
  submitted: 'submitted',
  reminder: 'reminder',
  opinionsAsked: 'opinionsAsked',
  mentioned: 'mentioned',
}

/** Undefined: the inbox alone says it. */
export function channelEventOf(kind: MessageKind): ChannelEvent | undefined {
  return eventOf[kind]
}

export const deliveryStates = [
  'waiting',
  'sent',
  'failed', // given up
  'dropped', // nobody to send it to any more
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What a channel is, as far as its reach is concerned. */
type Reaching = { readonly kind: ChannelKind; readonly departmentId: string | null }

/**
 * Does the channel carry what concerns these departments? A department's own channel: what concerns it. One of
 * the whole house: everything, but a group robot leaves to a department's own group what is said to it there.
 */
export function reaches(
  channel: Reaching,
  event: ChannelEvent,
  departmentIds: readonly string[],
  channels: readonly Reaching[],
): boolean {
  if (channel.departmentId !== null) return departmentIds.includes(channel.departmentId)
  if (channel.kind === 'webhook' || event === 'submitted' || departmentIds.length === 0) return true
  const hasGroup = (id: string) => channels.some(one => isRobot(one) && one.departmentId === id)
  return !departmentIds.every(hasGroup)
}

const isRobot = ({ kind }: Reaching) => kind === 'wecom' || kind === 'dingtalk'
