/**
 * Migrations, numbered and named in words, each in a file of its own; never edited once released.
 */
import type { Migration, MigrationProvider } from 'kysely/migration'
import { createFirstTables } from './migrations/0001-first-tables.ts'
import { createSetAside } from './migrations/0002-set-aside.ts'
import { createSteps } from './migrations/0003-steps.ts'
import { addBudgetUnit } from './migrations/0006-budget.ts'
import { extendOrganisation } from './migrations/0004-organisation-and-audit.ts'
import { createMessages } from './migrations/0008-messages.ts'
import { addCarryOver } from './migrations/0005-carry-over.ts'
import { createSearch } from './migrations/0005-search.ts'
import { addEntered } from './migrations/0007-entered.ts'
import { createTemplates } from './migrations/0005-templates.ts'
import { createPublications } from './migrations/0016-publications.ts'
import { createConsultations } from './migrations/0009-consultations.ts'
import { createChannels } from './migrations/0010-channels.ts'
import { createDesk } from './migrations/0018-desk.ts'
import { createIgnoredFindings } from './migrations/0019-ignored-findings.ts'
import { createVersions } from './migrations/0015-versions.ts'
import { createComments } from './migrations/0017-comments.ts'
import { createImages } from './migrations/0013-images.ts'
import { createFigures } from './migrations/0020-figures.ts'
import { createMaterial } from './migrations/0021-material.ts'
import { addDeletedBy } from './migrations/0022-deleted-by.ts'
import { addVersionList } from './migrations/0022-version-list.ts'
import { createAttemptCounts } from './migrations/0023-attempts.ts'
import { createHouseList } from './migrations/0014-house-list.ts'

const migrations: Record<string, Migration> = {
  '0001 tables of people, reports, the log and submissions': { up: createFirstTables },
  '0002 drafts of text that a section did not take': { up: createSetAside },
  '0003 steps of a section': { up: createSteps },
  '0004 heads, mergers, ends of tokens, and the origin of acts': { up: extendOrganisation },
  '0005.1 templates': { up: createTemplates },
  '0005.2 where a report was carried over from': { up: addCarryOver },
  '0005.3 the texts that are searched': { up: createSearch },
  '0006 the unit of a length budget': { up: addBudgetUnit },
  '0007 for whom a text was entered': { up: addEntered },
  '0008 the inbox': { up: createMessages },
  '0009 rounds of opinions': { up: createConsultations },
  '0010 channels and what goes out by them': { up: createChannels },
  '0013 images': { up: createImages },
  '0014 the list of the house, and rules that ask before a report is final': { up: createHouseList },
  '0015 versions of a report': { up: createVersions },
  '0016 publications and public links': { up: createPublications },
  '0017 comments and marks': { up: createComments },
  '0018 the desk, and whose letters were taken over': { up: createDesk },
  '0019 findings that were ignored': { up: createIgnoredFindings },
  '0020 figures': { up: createFigures },
  '0021 material that is bound to no section': { up: createMaterial },
  '0022.1 who deleted a comment': { up: addDeletedBy },
  '0022.2 what the list of versions shows': { up: addVersionList },
  '0023 counts of failed attempts': { up: createAttemptCounts },
}

export const migrationProvider: MigrationProvider = { getMigrations: async () => migrations }
