/** The way of every route about versions to its verb; see handlers.ts. */
import type { Program } from '../program.ts'
import { listMoments, readMoment } from '../reports/history.ts'
import { restoreVersion } from '../reports/restore-version.ts'
import { deleteVersion, listVersions, readVersion, renameVersion, saveVersion } from '../reports/versions.ts'
import type { versionsApi } from '../../shared/api/versions.ts'
import type { Handlers } from './handlers.ts'

export type VersionRoute = keyof typeof versionsApi

export function versionHandlers(program: Program): Pick<Handlers, VersionRoute> {
  return {
    listVersions: ({ actor, params }) => listVersions(program, actor, params.reportId),
    saveVersion: ({ actor, params, body }) => saveVersion(program, actor, params.reportId, body),
    readVersion: ({ actor, params }) => readVersion(program, actor, params.reportId, params.versionId),
    renameVersion: ({ actor, params, body }) =>
      renameVersion(program, actor, params.reportId, params.versionId, body),
    restoreVersion: ({ actor, params, body }) =>
      restoreVersion(program, actor, params.reportId, params.versionId, body),
    listMoments: ({ actor, params, query }) => listMoments(program, actor, params.reportId, query),
    readMoment: ({ actor, params, query }) => readMoment(program, actor, params.reportId, query),
    deleteVersion: ({ actor, params }) => deleteVersion(program, actor, params.reportId, params.versionId),
  }
}
