/** 消息：每种一句话（键见 shared/inbox.ts），和消息页。 */
import type { MessageKind } from '../../inbox.ts'

const kinds = {
  kind_submitted: '{{by}} 报送了《{{report}}》的 {{section}}。',
  kind_recalled: '{{by}} 撤回了《{{report}}》的 {{section}}。',
  kind_returned: '{{by}} 退回了《{{report}}》的 {{section}}：{{reason}}',
  kind_accepted: '{{by}} 收稿了《{{report}}》的 {{section}}。',
  kind_reopened: '{{by}} 重新打开了《{{report}}》的 {{section}}：{{reason}}',
  kind_toSign: '《{{report}}》的 {{section}} 已提交，请您签审。',
  kind_signed: '{{by}} 签审了《{{report}}》的 {{section}}。',
  kind_refused: '{{by}} 签审未同意《{{report}}》的 {{section}}：{{reason}}',
  kind_dueSoon: '《{{report}}》的 {{section}} 应于 {{time}} 前报送，还有不到三天。',
  kind_dueTomorrow: '《{{report}}》的 {{section}} 应于 {{time}} 前报送，还有不到一天。',
  kind_overdue: '《{{report}}》的 {{section}} 应于 {{time}} 前报送，已过时间。',
  kind_reminder: '{{by}} 提醒：《{{report}}》还有章节待报送，谢谢支持。',
  kind_opinionsAsked: '《{{report}}》征求您的意见，请于 {{time}} 前回复。',
  kind_mentioned: '{{by}} 在《{{report}}》{{section}} 的批注里提到了您：{{reason}}',
  kind_marked: '{{by}} 登记了领导对《{{report}}》{{section}} 的批示：{{reason}}',
  kind_replied: '{{by}} 回复了您在《{{report}}》{{section}} 参与的批注：{{reason}}',
  kind_materialAsked: '{{by}} 请您的{部门}为《{{report}}》交材料。',
  kind_materialHandedIn: '{{by}} 为《{{report}}》交来材料：{{material}}',
  kind_materialWithdrawn: '{{by}} 撤回了为《{{report}}》交的材料：{{material}}',
} as const satisfies Record<`kind_${MessageKind}`, string>

export const inbox = {
  ...kinds,
  lead: '章节的报送、退回、收稿，和快到时间的提醒。',
  list: '消息列表',
  unread: '未读',
  markAll: '全部标为已读',
  empty: '没有消息',
  emptyLead: '章节有动静、快到时间时，会在这里告诉您。',
} as const
