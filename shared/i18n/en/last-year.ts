/** Words about last year’s report and its text beside the new one, in English. */
export const lastYear = {
  none: 'No report to go on from yet',
  noneLead: 'Begin one from a template or an empty outline; next year you can go on from it.',
  which: 'Which report to go on from',
  whichHint: 'The one of the same period last year.',
  deadlineHint:
    'A year after last year’s, moved from weekends to the Friday before. Change it and the times of all sections move with it.',
  comesAlong:
    'Outline, {depts}, guidance, lengths and times come along. The text does not: last year’s stands beside each section.',
  begin: 'Begin next year’s report',
  tab: 'Last year',
  title: 'Last year’s text',
  from: 'From “{{title}}”',
  open: 'Open last year’s report',
  compare: 'Compare word by word',
  lead: 'Figures, years and names of last year are marked. They are left blank when you take a paragraph over.',
  take: 'Take over',
  takeOf: 'Take over paragraph {{n}}',
  taken: 'Taken over. Blanks to fill in: {{n}}.',
  takenPlain: 'Taken over.',
  olds: 'Last year’s values: {{values}}',
  empty: 'There was no text in this section last year.',
  deleted: 'Last year’s report or section has been deleted',
  deletedLead: 'Ask your coordinator to restore it.',
  forbidden: 'This section is not yours, so last year’s text is not shown.',
  cannotWrite: 'You cannot write in this section now; you can compare.',
} as const
