/** What a person is told when something is in the way of their text, and what they can do. */
export const troubles = {
  unsaved: '尚未保存：服务器现在存不进去（磁盘可能已满，请告诉管理员）。您可以继续写，恢复后会自动保存。',
  offline: '连接中断：您可以继续写，连上后会自动保存。',
  blocked:
    '网络不允许实时连接（WebSocket）：本页能打开，但写的文字送不到服务器。请联系信息中心，放行 {{address}} 的 WebSocket 连接；放行后会自动连上。',
  here: '还没保存的文字在这个页面里，请先不要关闭它。',
  copied: '这台电脑的浏览器里也存有一份，下次在这台电脑打开本报告会自动送出；但现在还没有报送。',

  partsTitle: '这些文字还没有存到服务器',
  parts: '{{n}} 个章节：{{names}}',
  partsText: '没有存到服务器的文字',
  copyAll: '复制文字',
  download: '下载为文本文件',
  fileName: '{{title}}-未保存的文字.txt',

  deletedTitle: '章节已被删除',
  deleted:
    '“{{names}}”被删除时，您写的文字还没有存到服务器。请复制或下载；统稿人恢复这个章节以后，文字会自动送出。',

  reinstalledTitle: '这个网址换了一套系统',
  reinstalled:
    '服务器重新安装过，现在的系统里没有这份报告和您原来的登录。这个页面上的文字属于原来的系统，不会送过去。请先复制或下载，再进入新系统。',
  enterNew: '进入新系统',
  otherTitle: '现在登录的是别人',
  other:
    '这个浏览器现在登录的是{{name}}，而这个页面是{{self}}的。页面上没保存的文字不会以别人的名义送出，请先复制或下载。',
  enterAsOther: '以{{name}}的身份继续',

  endedReload: '程序已更新，这个页面是旧的，不能再保存。重新载入后继续写。',
  endedReset: '这个章节的正文已被重新设置。您没保存的文字还在这里，请复制后再重新载入。',
  endedDeleted: '统稿人删除了这个章节。您没保存的文字还在这里，请复制或下载。',
  endedOther: '您不再有这个章节的权限。您没保存的文字还在这里，请复制或下载。',
} as const
