/** The Chinese words of the pages beside the workbench. */
import { audit } from './zh/audit.ts'
import { importing } from './zh/importing.ts'
import { people } from './zh/people.ts'
import { search } from './zh/search.ts'

export const zhOfPages = { audit, importing, people, search } as const
