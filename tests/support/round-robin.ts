/**
 * A dumb proxy before several servers, as stand before several processes: each TCP connection goes to the next
 * one in turn that takes it, whoever asks and whatever for.
 */
import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'

export type RoundRobin = {
  readonly url: string
  /** Breaks every connection that is up. */
  cut(): void
  stop(): Promise<void>
}

/** `ports` is read anew at each connection. */
export async function startRoundRobin(ports: () => readonly number[]): Promise<RoundRobin> {
  const sockets = new Set<Socket>()
  let turn = 0
  const hold = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const take = async (down: Socket) => {
    hold(down)
    const choice = ports()
    for (let tried = 0; tried < choice.length; tried += 1) {
      turn += 1
      const up = await connected(choice[turn % choice.length] ?? 0)
      if (!up) continue
      hold(up)
      down.on('close', () => up.destroy())
      up.on('close', () => down.destroy())
      down.pipe(up).pipe(down)
      return
    }
    down.destroy()
  }
  const server = createServer(down => void take(down)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    async stop() {
      cut()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

async function connected(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return socket
  } catch {
    return undefined
  }
}
