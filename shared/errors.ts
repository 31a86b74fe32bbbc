/**
 * Every refusal of the program as one union of codes, with its HTTP status.
 * Words for people stand in the dictionaries under `error.<code>`, in both languages.
 */
export const refusals = {
  'bad-request': 400,
  'not-signed-in': 401,
  'wrong-password': 401,
  'password-guessable': 422,
  'password-personal': 422,
  forbidden: 403,
  'not-found': 404,
  /** The step does not fit the present state: submit twice, move under itself, write a final report. */
  conflict: 409,
  'name-taken': 409,
  'outline-too-deep': 409,
  'outline-cycle': 409,
  'reason-needed': 409,
  /** 密级标志 in a text that would become final: no reason helps. */
  'secrecy-mark': 409,
  /** A 协办 has neither said 已写完 nor been passed over. */
  'co-unfinished': 409,
  /** 零报送 of a section that has text or an image. */
  'nil-with-text': 409,
  /** Recalling what the coordinator has looked at. */
  'already-looked': 409,
  /** Handing in over a text that somebody else changed since it was read. */
  'text-changed': 409,
  /** Somebody changed the figure since it was read. */
  'figure-changed': 409,
  /** A text cites the figure: details are the sections. */
  'figure-cited': 409,
  /** Words that text was proposed for, or that were to be moved or put back, read otherwise now or are gone. */
  'words-changed': 409,
  /** These words of a 来稿 stand in the report already; details are where. */
  'taken-already': 409,
  /** Withdrawing material that something was taken over from. */
  'material-used': 409,
  /** The report has as much material as it may. */
  'material-full': 409,
  'last-administrator': 409,
  'already-set-up': 409,
  'link-expired': 410,
  'too-large': 413,
  'bad-text': 422,
  /** No image, of a kind that is not taken, or broken. */
  'image-unreadable': 422,
  /** More pixels than are decoded; details are width and height. */
  'image-too-large': 422,
  /** The report has as many images, or as many bytes of them, as it may. */
  'images-full': 409,
  /** A file that is not what its name says, or of a kind that is not read. */
  'file-unknown': 422,
  /** Nothing was found in it that a text could hold. */
  'file-empty': 422,
  /** A damaged file. */
  'file-broken': 422,
  /** A file with a password. */
  'file-encrypted': 422,
  /** A file that is built to do harm, or looks so: details say why. */
  'file-refused': 422,
  /** doc or wps, and no LibreOffice on the server. */
  'save-as-docx': 422,
  /** A conversion took more time or memory than limits allow; details name which. */
  'conversion-stopped': 422,
  /** Its own person cancelled it. */
  cancelled: 409,
  /** No Chromium on the server, or it does not run. */
  'pdf-unavailable': 501,
  /** Too many conversions wait already, of everybody or of this person. */
  'conversions-busy': 429,
  /** The folder for temporary files takes nothing: full, or not there. */
  'temporary-full': 503,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
  /** The disk is full, read-only or failing: nothing was changed, and it may work again without a restart. */
  'storage-unavailable': 503,
} as const

export type RefusalCode = keyof typeof refusals

export type Refusal = { readonly ok: false; readonly code: RefusalCode; readonly details?: unknown }
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal

export function refuse(code: RefusalCode, details?: unknown): Refusal {
  return details === undefined ? { ok: false, code } : { ok: false, code, details }
}

export function done<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}
