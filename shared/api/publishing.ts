/** The contract of 成品: what a report left as when it became final, and public links to it. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { publicationStates } from '../publishing.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, name, secret, time } from './values.ts'

const file = z.object({
  /** One of exportFormats. */
  format: z.string(),
  filename: z.string(),
  size: z.int(),
  /** Hex. */
  sha256: z.string(),
})

const publicLink = z.object({
  id,
  createdAt: time,
  createdByName: z.string(),
  /** Null: until it is revoked. */
  expiresAt: time.nullable(),
  hasPassword: z.boolean(),
})
export type PublicLink = z.infer<typeof publicLink>

const publication = z.object({
  id,
  number: z.int(),
  state: z.enum(publicationStates),
  at: time,
  byName: z.string().nullable(),
  files: z.array(file),
  /** Formats that could not be written. */
  missing: z.array(z.string()),
  /** Open ones; for whoever may make them. */
  links: z.array(publicLink),
})
export type Publication = z.infer<typeof publication>

const publications = z.object({
  reportTitle: z.string(),
  /** Newest first. */
  publications: z.array(publication),
})
export type Publications = z.infer<typeof publications>

export const publishingApi = define({
  listPublications: { ...routes.listPublications, access: 'signed-in', response: publications },
  createPublicLink: {
    ...routes.createPublicLink,
    access: 'signed-in',
    body: z.object({
      password: z.string().min(limits.publicPasswordMin).max(limits.passwordMax).nullable(),
      days: z.int().min(1).max(limits.publicLinkDays).nullable(),
    }),
    /** The link is shown this once. */
    response: z.object({ publications, link: z.string() }),
  },
  revokePublicLink: { ...routes.revokePublicLink, access: 'signed-in', response: publications },
  /** What a public link leads to; a cookie then opens `address` and nothing else. */
  openPublished: {
    ...routes.openPublished,
    access: 'public',
    body: z.object({ token: secret, password: z.string().max(limits.passwordMax).optional() }),
    response: z.object({
      organisation: name,
      /** Null: the password is asked for first. */
      page: z.object({ title: z.string(), address: z.string() }).nullable(),
    }),
  },
})
