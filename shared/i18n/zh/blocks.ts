/** Words of images, page breaks and tables in a text. */
export const blocks = {
  image: '插入图片',
  imageTools: '图片工具',
  imageWidth: '宽度为版心的 {{n}}%',
  imageOwnSize: '原始大小',
  imageOwnSizeShort: '原大',
  caption: '图题',
  alt: '替代文字',
  deleteImage: '删除图片',
  uploading: '正在上传 {{name}}…',
  imageFailed: '图片“{{name}}”没有插入：{{why}}',

  pageBreak: '分页',

  tableTools: '表格工具',
  tableSize: '{{rows}} 行 × {{cols}} 列',
  addRowBefore: '上方加一行',
  addColumnBefore: '左侧加一列',
  mergeCells: '合并单元格',
  splitCell: '拆分单元格',
  alignLeft: '单元格靠左',
  alignCenter: '单元格居中',
  alignRight: '单元格靠右',
} as const
