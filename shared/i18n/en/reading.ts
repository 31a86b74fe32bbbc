/** The reading view and the exports, in English. */
export const reading = {
  contents: 'Contents',
  printHint:
    'Before printing, open “More settings” in the print dialog, untick “Headers and footers”, and choose A4, default margins and scale 100 %. Page numbers are printed by Chrome or Edge 131 and later.',
} as const
