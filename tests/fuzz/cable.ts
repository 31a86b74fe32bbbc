/** A line between a tab and the server that can be cut: a TCP proxy whose server may change. */
import { connect, createServer, type Socket } from 'node:net'

export type Cable = {
  readonly url: string
  /** Breaks every connection; `isDead`: and takes no new one until it is mended. */
  cut(isDead: boolean): void
  /** Nothing goes through any more, either way, and neither end is told. */
  silence(): void
  mend(): void
  remove(): Promise<void>
}

export async function layCable(portOfServer: () => number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let isDead = false
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      other().destroy()
    })
  }
  const server = createServer(tab => {
    const town = connect(portOfServer(), '127.0.0.1')
    keep(tab, () => town)
    keep(town, () => tab)
    if (isDead) return tab.destroy()
    tab.pipe(town).pipe(tab)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the cable has no port')
  return {
    url: `ws://127.0.0.1:${address.port}`,
    cut: dead => {
      isDead = dead
      breakAll()
    },
    silence: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    mend: () => {
      isDead = false
    },
    remove: () => {
      isDead = true
      breakAll()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
