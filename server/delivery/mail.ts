/**
 * E-mail over SMTP: one connection for each message, bounded in time, no file and no address fetched for it.
 * The Message-ID is the delivery's, the same at every try, so that mail programs show a second one once.
 */
import { createTransport } from 'nodemailer'
import type { Sent } from './letter.ts'

export type Sender = { readonly name: string; readonly address: string }
export type Smtp = { readonly url: string; readonly from: Sender }

type Mail = {
  readonly id: string
  readonly to: Sender
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type Mailer = (mail: Mail) => Promise<Sent>

export function createMailer({ url, from }: Smtp, timeoutMs: number): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.split('@')[1] ?? 'localhost'
  return async ({ id, to, subject, text, html }) => {
    const sending = transport.sendMail({
      from: oneLine(from),
      to: oneLine(to),
      subject: subject.replace(lineBreaks, ' '),
      text,
      html,
      messageId: `<${id}@${domain}>`,
      headers: { 'auto-submitted': 'auto-generated' },
    })
    return settle(sending, timeoutMs * 3)
  }
}

const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** A name with a line feed in it would be a header of its own. */
const oneLine = ({ name, address }: Sender): Sender => ({
  name: name.replace(lineBreaks, ' ').trim(),
  address,
})

/** A server that drips its answers keeps nobody longer than this. */
async function settle(sending: Promise<unknown>, mostMs: number): Promise<Sent> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Sent>(resolve => {
    timer = setTimeout(() => resolve({ ok: false, error: 'no answer in time', final: false }), mostMs)
  })
  const sent = sending.then((): Sent => ({ ok: true }), refused)
  try {
    return await Promise.race([sent, late])
  } finally {
    clearTimeout(timer)
  }
}

/** 5xx to an address stays as it is; everything else may be over in an hour. */
function refused(error: unknown): Sent {
  const { code, responseCode } = Object.assign({ code: '', responseCode: 0 }, error)
  const about = [code, responseCode === 0 ? '' : `${responseCode}`].filter(Boolean).join(' ')
  const final = code === 'EENVELOPE' && responseCode >= 500
  return { ok: false, error: `SMTP ${about || 'failed'}`, final }
}
