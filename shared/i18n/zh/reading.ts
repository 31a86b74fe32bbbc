/** 通读页与导出：中文。 */
export const reading = {
  contents: '目录',
  printHint:
    '打印前请在打印窗口的“更多设置”中取消“页眉和页脚”，纸张选 A4，边距选“默认”，缩放选“默认”（100%）。页码由 Chrome、Edge 131 及以上版本印出。',
} as const
