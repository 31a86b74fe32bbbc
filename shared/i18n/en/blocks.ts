/** Words of images, page breaks and tables in a text. */
export const blocks = {
  image: 'Insert images',
  imageTools: 'Image tools',
  imageWidth: '{{n}} % of the text’s width',
  imageOwnSize: 'Own size',
  imageOwnSizeShort: 'Own',
  caption: 'Caption',
  alt: 'Alternative text',
  deleteImage: 'Delete image',
  uploading: 'Uploading {{name}}…',
  imageFailed: 'The image “{{name}}” was not inserted: {{why}}',

  pageBreak: 'Page break',

  tableTools: 'Table tools',
  tableSize: '{{rows}} rows × {{cols}} columns',
  addRowBefore: 'Add a row above',
  addColumnBefore: 'Add a column to the left',
  mergeCells: 'Merge cells',
  splitCell: 'Split cell',
  alignLeft: 'Align cell left',
  alignCenter: 'Centre cell',
  alignRight: 'Align cell right',
} as const
