/** The way of every route about 成品 to its verb; see handlers.ts. */
import { limitedLink, type Throttle } from '../accounts/sign-in.ts'
import type { Program } from '../program.ts'
import { listPublications } from '../reports/publication-rows.ts'
import { createPublicLink, openPublished, revokePublicLink } from '../reports/public-links.ts'
import type { publishingApi } from '../../shared/api/publishing.ts'
import { done } from '../../shared/errors.ts'
import type { Handlers } from './handlers.ts'

export type PublishingRoute = keyof typeof publishingApi

export function publishingHandlers(program: Program, throttle: Throttle): Pick<Handlers, PublishingRoute> {
  return {
    listPublications: ({ actor, params }) => listPublications(program, actor, params.reportId),
    createPublicLink: ({ actor, params, body }) =>
      createPublicLink(program, actor, params.reportId, params.publicationId, body),
    revokePublicLink: ({ actor, params }) => revokePublicLink(program, actor, params.reportId, params.linkId),
    openPublished: async ({ body, visitor }) => {
      const opened = await limitedLink(throttle, visitor.address, () =>
        openPublished(program, throttle, body),
      )
      if (!opened.ok) return opened
      if (opened.value.cookie !== undefined) visitor.setCookies([opened.value.cookie])
      return done(opened.value.answer)
    },
  }
}
