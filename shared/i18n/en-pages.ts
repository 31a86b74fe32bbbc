/** The English words of the pages beside the workbench. */
import { audit } from './en/audit.ts'
import { channels } from './en/channels.ts'
import { checks } from './en/checks.ts'
import { desk } from './en/desk.ts'
import { compare } from './en/compare.ts'
import { house } from './en/house.ts'
import { comments } from './en/comments.ts'
import { importing } from './en/importing.ts'
import { inbox } from './en/inbox.ts'
import { manyFiles } from './en/many-files.ts'
import { material } from './en/material.ts'
import { notices } from './en/notices.ts'
import { people } from './en/people.ts'
import { publishing } from './en/publishing.ts'
import { reading } from './en/reading.ts'
import { search } from './en/search.ts'
import { find } from './en/find.ts'
import { versions } from './en/versions.ts'

export const enOfPages = {
  audit,
  channels,
  checks,
  desk,
  compare,
  house,
  comments,
  importing,
  inbox,
  manyFiles,
  material,
  notices,
  people,
  publishing,
  reading,
  search,
  versions,
  find,
} as const
