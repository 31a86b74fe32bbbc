/** 拒绝的原因，键即 shared/errors.ts 中的代码。 */
import type { RefusalCode } from '../../errors.ts'

export const errors = {
  'bad-request': '填写的内容不完整或格式不对，请检查后重试。',
  'not-signed-in': '请先登录。',
  'wrong-password': '用户名或密码不正确。',
  'password-guessable': '这个密码太常见，容易被猜到，请换一个。可以用几个不相干的词连成一句。',
  'password-personal': '密码不能是姓名、用户名或单位名加几个字，请换一个。',
  forbidden: '您没有权限进行此操作。',
  'not-found': '没有找到，或您无权查看。',
  conflict: '当前状态下不能进行此操作，请刷新后再看。',
  'name-taken': '这个名称已被使用，请换一个。',
  'outline-too-deep': '提纲最多三级，放在这里就超出了。',
  'outline-cycle': '不能把一节移到它自己的下级里。',
  'reason-needed': '请说明理由。',
  'co-unfinished': '还有协办部门没有点“已写完”。请等一等，或写明理由后略过。',
  'nil-with-text': '本章节已有文字，不能零报送。请先删去文字，或正常报送。',
  'already-looked': '统稿人已经开始看，不能撤回；需要修改请联系统稿人退回。',
  'last-administrator': '至少要保留一名管理员。',
  'already-set-up': '本单位已完成初始设置。',
  'link-expired': '链接无效、已用完或已过期，请向统稿人索取新的链接。',
  'too-large': '内容过大，超出了上限。',
  'bad-text': '正文中有本系统不支持的内容。',
  'too-many-requests': '尝试次数过多，请过几分钟再试。急用可以打开专属链接，或请管理员解除限制。',
  internal: '服务器出现错误，请稍后重试。',
  unavailable: '服务暂不可用，请稍后重试。',
  'storage-unavailable': '服务器的磁盘写不进去了（可能已满），刚才的操作没有保存。请告诉管理员，稍后再试。',
} as const satisfies Record<RefusalCode, string>
