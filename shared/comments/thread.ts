/** 批注 and 领导批示 as words of the program: kinds of threads, states of a proposal, ways of an opinion. */
export const threadKinds = [
  'comment', // 批注
  'mark', // 领导批示
] as const
export type ThreadKind = (typeof threadKinds)[number]

export const proposalStates = ['open', 'accepted', 'declined'] as const
export type ProposalState = (typeof proposalStates)[number]

/** The way by which a leader's opinion came. */
export const markMedia = [
  'paper', // 纸质
  'spoken', // 口头
  'wechat', // 微信
  'phone', // 电话
] as const
export type MarkMedium = (typeof markMedia)[number]
