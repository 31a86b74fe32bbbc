/** The way of every route about 通知渠道 to its verb; see handlers.ts. */
import {
  changeChannel,
  createChannel,
  deleteChannel,
  listChannels,
  retryDelivery,
  testChannel,
} from '../delivery/channels.ts'
import type { Program } from '../program.ts'
import type { channelsApi } from '../../shared/api/channels.ts'
import type { Handlers } from './handlers.ts'

export type ChannelRoute = keyof typeof channelsApi

export function channelHandlers(program: Program): Pick<Handlers, ChannelRoute> {
  return {
    listChannels: ({ actor }) => listChannels(program, actor),
    createChannel: ({ actor, body }) => createChannel(program, actor, body),
    changeChannel: ({ actor, params, body }) => changeChannel(program, actor, params.channelId, body),
    deleteChannel: ({ actor, params }) => deleteChannel(program, actor, params.channelId),
    testChannel: ({ actor, params }) => testChannel(program, actor, params.channelId),
    retryDelivery: ({ actor, params }) => retryDelivery(program, actor, params.deliveryId),
  }
}
