/** Words of the search, in English. */
export const search = {
  title: 'Search',
  lead: 'Titles, headings and texts of all reports that you may read.',
  question: 'Words to find',
  short: 'Search reports',
  placeholder: 'One character is enough; part several words by blanks',
  keys: 'Keys: / or Ctrl+K',
  found: 'Reports found: {{n}}',
  incomplete:
    'Some sections were just changed or are still being indexed: there may be more. Search again in a moment.',
  nothing: '“{{question}}” was not found',
  nothingLead: 'Try a shorter wording. Only reports that you may read are found.',
  count: 'Places: {{n}}',
  moreSections: 'There are more sections. Open the report, or ask more exactly.',
  moreReports: 'There are more reports. Ask more exactly.',
} as const
