/** The contract of 签审: by a personal link without an account, or with the account of who holds the office. */
import { z } from 'zod'
import { sectionRoles, signerRoles } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { heading, id, name, nothing, reason, secret, text, time } from './values.ts'

/** A 来稿 as a signer reads it. */
const awaited = z.object({
  organisation: name,
  department: z.string().nullable(),
  reportTitle: z.string(),
  heading: z.string(),
  number: z.string(),
  role: z.enum(signerRoles),
  signer: name,
  submittedBy: z.string(),
  submittedAt: time,
  nil: z.boolean(),
  words: z.int(),
  text,
})
export type AwaitedText = z.infer<typeof awaited>

const piece = z.object({ text: z.string(), isOwn: z.boolean() })
/** A paragraph as it was signed and as it is; null where the other has none. */
const change = z.object({
  left: z.array(piece).nullable(),
  right: z.array(piece).nullable(),
  figures: z.boolean(),
})

const verdict = z.object({ verdict: z.enum(['sign', 'refuse']), reason: reason.optional() })

export const signingApi = define({
  /** What a signer's link shows, without using it up. */
  peekSignature: {
    ...routes.peekSignature,
    access: 'public',
    body: z.object({ token: secret }),
    response: awaited,
  },
  signByLink: {
    ...routes.signByLink,
    access: 'public',
    body: verdict.extend({ token: secret }),
    response: nothing,
  },
  /** What waits for the signature of the asking person, who heads a department or leads it. */
  listMySignatures: {
    ...routes.listMySignatures,
    access: 'signed-in',
    response: z.array(
      z.object({
        reportId: id,
        reportTitle: z.string(),
        sectionId: id,
        number: z.string(),
        heading,
        role: z.enum(sectionRoles).nullable(),
        signAs: z.enum(signerRoles),
        submittedBy: z.string(),
        submittedAt: time,
        words: z.int(),
      }),
    ),
  },
  /** What a section says otherwise than its last signed round, but for marks and spaces; without signatures: nothing. */
  listSignedChanges: {
    ...routes.listSignedChanges,
    access: 'signed-in',
    response: z.object({
      signatures: z.array(z.object({ role: z.enum(signerRoles), signer: z.string(), at: time })),
      changes: z.array(change),
    }),
  },
  /** The same of all sections that the asking person signed, or holds the office for; only those that changed. */
  listMySignedChanges: {
    ...routes.listMySignedChanges,
    access: 'signed-in',
    response: z.array(
      z.object({
        reportId: id,
        reportTitle: z.string(),
        sectionId: id,
        number: z.string(),
        heading,
        role: z.enum(sectionRoles).nullable(),
        signedAt: time,
        changes: z.array(change),
      }),
    ),
  },
  /** The same as a link shows; 409 when it does not wait for the asking person. */
  getSignature: {
    ...routes.getSignature,
    access: 'signed-in',
    response: awaited.extend({ round: z.int() }),
  },
  /** `round` is the one that was read: 409 when there is another one by now. */
  signSection: {
    ...routes.signSection,
    access: 'signed-in',
    body: verdict.extend({ round: z.int().min(1) }),
    response: nothing,
  },
})
