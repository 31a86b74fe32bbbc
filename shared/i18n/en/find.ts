/** Find and replace, in English. */
import type { find as zh } from '../zh/find.ts'

export const find: Record<keyof typeof zh, string> = {
  title: 'Find and replace',
  words: 'Find',
  replacement: 'Replace by',
  previous: 'Previous place',
  next: 'Next place',
  close: 'Close the search',
  replace: 'Replace',
  replaceAll: 'Replace all ({{n}})',
  isRegex: 'Regular expression',
  matchCase: 'Match case',
  matchWidth: 'Match full width',
  scope: 'Where to look',
  scope_report: 'Whole report',
  scope_mine: 'Sections that I may edit',
  scope_section: 'This section',
  list: 'Places found',
  none: 'Nothing found.',
  count: 'Place {{at}} of {{n}}.',
  countMost: 'Place {{at}}; only the first {{n}} are listed.',
  closedOnes: '{{n}} of them are in sections that you may not edit and stay.',
  replaced: 'Places replaced: {{n}}, in sections: {{sections}}.',
  nothingReplaced: 'The text has just changed and nothing was replaced; try again.',
  'problem_bad-pattern': 'This is no regular expression.',
  'problem_too-slow': 'This regular expression took too long and was stopped; be more exact.',
}
