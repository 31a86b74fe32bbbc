/** The Chinese words of the pages beside the workbench. */
import { audit } from './zh/audit.ts'
import { channels } from './zh/channels.ts'
import { checks } from './zh/checks.ts'
import { desk } from './zh/desk.ts'
import { compare } from './zh/compare.ts'
import { house } from './zh/house.ts'
import { comments } from './zh/comments.ts'
import { importing } from './zh/importing.ts'
import { inbox } from './zh/inbox.ts'
import { manyFiles } from './zh/many-files.ts'
import { material } from './zh/material.ts'
import { notices } from './zh/notices.ts'
import { people } from './zh/people.ts'
import { publishing } from './zh/publishing.ts'
import { reading } from './zh/reading.ts'
import { search } from './zh/search.ts'
import { find } from './zh/find.ts'
import { versions } from './zh/versions.ts'

export const zhOfPages = {
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
