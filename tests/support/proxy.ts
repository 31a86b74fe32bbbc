/**
 * A small proxy in front of a server on loopback, such as stand in offices: it may treat WebSockets worse than
 * HTTP, swallow what it should pass on, or be slow.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { type Duplex, Transform } from 'node:stream'

/** What becomes of an upgrade: passed on; answered 400 or 403; passed on as plain HTTP; never answered. */
export type Upgrades = 'pass' | 'refuse' | 'forbid' | 'strip' | 'hang'

export type Proxy = {
  readonly url: string
  upgrades: Upgrades
  /** A pulled cable: nothing passes any more on WebSockets, in either direction, and nobody is told, until it is put back. */
  isSilent: boolean
  /** What of WebSockets passes upwards; a mobile network at the edge of a village. */
  bytesPerSecond: number
  /** Breaks every WebSocket that is up. */
  cut(): void
  stop(): Promise<void>
}

export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const to = { host: hostname, port: Number(port) }
  const sockets = new Set<Duplex>()
  const server = createServer((request, response) => pass(to, request, response))
  const proxy: Proxy = {
    url: '',
    upgrades: 'pass',
    isSilent: false,
    bytesPerSecond: Number.POSITIVE_INFINITY,
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    stop: async () => {
      proxy.cut()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
  const hold = (socket: Duplex) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    hold(socket)
    switch (proxy.upgrades) {
      case 'pass': {
        const up = connect(to)
        hold(up)
        join(proxy, request, socket, up)
        break
      }
      case 'refuse':
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        break
      case 'forbid':
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        break
      case 'strip':
        stripped(to, request, socket)
        break
      case 'hang':
        break
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return Object.assign(proxy, { url: `http://127.0.0.1:${address.port}` })
}

type Target = { readonly host: string; readonly port: number }

function pass(to: Target, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = request
  const up = ask({ ...to, method, path, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  up.on('error', () => response.writeHead(502).end())
  request.pipe(up)
}

/** The upgrade as it was asked for, then bytes both ways. */
function join(proxy: Proxy, request: IncomingMessage, down: Duplex, up: Socket): void {
  const headers = request.rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${request.rawHeaders[at + 1]}`] : [],
  )
  up.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
  down.pipe(asSlowAs(proxy)).pipe(passing(proxy)).pipe(up)
  up.pipe(passing(proxy)).pipe(down)
  const end = () => {
    down.destroy()
    up.destroy()
  }
  down.on('close', end)
  up.on('close', end)
}

/** What is on its way when a cable is pulled arrives when it is back, as TCP does it. */
const passing = (proxy: Proxy) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const go = () => (proxy.isSilent ? void setTimeout(go, 20) : done(null, chunk))
      go()
    },
  })

const asSlowAs = (proxy: Proxy) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => done(null, chunk), (chunk.length / proxy.bytesPerSecond) * 1000)
    },
  })

/** The server sees a plain GET and answers it; the answer is no handshake. */
function stripped(to: Target, request: IncomingMessage, socket: Duplex): void {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !/^(upgrade|connection|sec-websocket)/.test(name)),
  )
  ask({ ...to, path: request.url, headers }, answer => {
    answer.resume()
    socket.end(`HTTP/1.1 ${answer.statusCode} Plain\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })
    .on('error', () => socket.destroy())
    .end()
}
