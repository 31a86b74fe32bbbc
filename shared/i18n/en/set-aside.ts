/** Words about drafts set aside: text that a section did not take. */
export const setAside = {
  title: 'Text set aside',
  count: 'Set aside {{n}}',
  lead: 'What is written after a section was submitted, deleted or reset does not enter it. It is kept here and is not lost.',
  none: 'Nothing is set aside.',
  of: '{{name}}, {{time}}, {{words}} words',
  deletedSection: '{{name}} (section deleted)',
  takenBy: 'taken over by {{name}}, {{time}}',

  noticeTitle: 'What you wrote is not in the text; it was set aside',
  notice_submitted:
    'This section had been submitted. What you wrote after that did not enter it and is set aside on the server.',
  notice_accepted:
    'This section had been accepted. What you wrote after that did not enter it and is set aside on the server.',
  notice_final:
    'The report is final. What you wrote after that did not enter it and is set aside on the server.',
  notice_other:
    'This section was closed for you while you wrote. What you wrote did not enter it and is set aside on the server.',
  othersTitle: 'Text set aside is not in the section',
  others: '{{name}} has text set aside for this section. Compare it and take over what is needed.',
  compare: 'View and compare',
  copyAll: 'Copy all',
  download: 'Download',
  keeping: 'Your text is being set aside; please keep this page open…',
  unkeptTitle: 'Your text is neither in the section nor set aside yet',
  unkept_quota:
    'You have as much set aside in this report as there may be. Deal with older text, then try again; or copy or download this one.',
  'unkept_too-large':
    'It is more than can be set aside. It is still on this page: please copy or download it.',
  unkept_gap:
    'The server lacks what this text follows on, so it could not be set aside. It is still on this page: please copy or download it.',
  'unkept_not-found':
    'The report is gone, or you may no longer read it. The text is still on this page: please copy or download it.',
  unkept_unavailable:
    'It could not be set aside just now and is tried again with the next connection. It is still on this page: please keep it open.',

  compareTitle: 'Compare: {{name}}',
  columnDraft: 'Set aside',
  columnCurrent: 'The text now',
  legend:
    'Differences are shaded: a solid line is under what only the set-aside text has, a dashed one under what only the text now has.',
  legendDraft: 'only set aside',
  legendCurrent: 'only in the text now',
  sameText: 'Both are the same: all that was set aside is in the text.',
  noCurrent: 'The section is deleted or cannot be read; only the set-aside text can be shown.',
  emptyParagraph: '(empty paragraph)',
  copyParagraph: 'Copy this paragraph',
  copyFailed: 'The browser does not allow copying. Select the text and press Ctrl+C.',
  markTaken: 'Mark as taken over',
  unmarkTaken: 'Not taken over after all',
  discard: 'Discard',
  discardTitle: 'Discard this text?',
  discardLead: 'It cannot be brought back. Copy or download it first if you need it.',
  discarded: 'Discarded',
  backToList: 'All text set aside',
} as const
