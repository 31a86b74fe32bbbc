/** The least of an SMTP server (RFC 5321), on a free port: takes every message, and keeps it as it came. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export type Taken = {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and body, as sent. */
  readonly raw: string
}

export type SmtpServer = {
  readonly url: string
  readonly taken: readonly Taken[]
  /** From now on: what it says to RCPT, such as "550 no such user". */
  refuseRecipients(reply: string | undefined): void
  close(): Promise<void>
}

export async function openSmtpServer(): Promise<SmtpServer> {
  const taken: Taken[] = []
  const sockets = new Set<Socket>()
  let refusal: string | undefined
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(
      socket,
      message => taken.push(message),
      () => refusal,
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    refuseRecipients: reply => {
      refusal = reply
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function converse(socket: Socket, keep: (message: Taken) => void, refusal: () => string | undefined): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let unread = ''
  let from = ''
  let to: string[] = []
  let data: string[] | undefined
  const take = (line: string) => {
    if (data) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'))
      keep({ from, to, raw: data.join('\r\n') })
      data = undefined
      return void say('250 taken')
    }
    const [command = ''] = line.toUpperCase().split(/[ :]/)
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (command === 'EHLO' || command === 'HELO') say('250 smtp.test')
    else if (command === 'MAIL') {
      from = address
      to = []
      say('250 ok')
    } else if (command === 'RCPT') {
      const refused = refusal()
      if (refused === undefined) to.push(address)
      say(refused ?? '250 ok')
    } else if (command === 'DATA') {
      data = []
      say('354 go on')
    } else if (command === 'QUIT') {
      say('221 bye')
      socket.end()
    } else say('250 ok')
  }
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    unread += chunk
    const lines = unread.split('\r\n')
    unread = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  say('220 smtp.test')
}

/** A header, unfolded and decoded. */
export function headerOf({ raw }: Taken, name: string): string {
  const [head = ''] = raw.split('\r\n\r\n')
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ')
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? ''
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : fromQuoted(text.replaceAll('_', ' ')),
    )
}

/** The parts of multipart/alternative, decoded: text first, HTML second. */
export function partsOf({ raw }: Taken): string[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '?'
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => {
      const [head = '', ...rest] = part.split('\r\n\r\n')
      const body = rest.join('\r\n\r\n')
      return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : fromQuoted(body)
    })
}

function fromQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
