/** A line between client and server that counts its bytes and takes its time. */
import { connect, createServer, type Socket } from 'node:net'

export type Wire = {
  readonly port: number
  /** Bytes in both directions so far, handshakes included. */
  bytes(): number
  close(): void
}

/** `delayMs` each way. */
export async function openWire(target: number, delayMs: number): Promise<Wire> {
  let bytes = 0
  const sockets = new Set<Socket>()
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      setTimeout(() => to.write(chunk), delayMs)
    })
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
  const server = createServer(near => {
    const far = connect(target, '127.0.0.1')
    near.setNoDelay(true)
    far.setNoDelay(true)
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  return {
    port: address.port,
    bytes: () => bytes,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
