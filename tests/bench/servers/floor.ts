/**
 * The floor: a bare `ws` server that passes every frame unread to the others of the same path. With a file in
 * argv[2], whoever comes to a path that begins with /whole is sent its bytes at once: the least a join can cost.
 */
import { readFileSync } from 'node:fs'
import { type WebSocket, WebSocketServer } from 'ws'
import { tellPort } from './measured.ts'

const [, , file] = process.argv
const whole = file === undefined ? undefined : readFileSync(file)
const rooms = new Map<string, Set<WebSocket>>()

const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
wss.on('connection', (ws, request) => {
  const path = request.url ?? '/'
  const room = rooms.get(path) ?? new Set()
  rooms.set(path, room.add(ws))
  ws.on('message', (data, isBinary) => {
    for (const other of room) if (other !== ws) other.send(data, { binary: isBinary })
  })
  ws.on('close', () => room.delete(ws))
  if (whole && path.startsWith('/whole')) ws.send(whole)
})
wss.on('listening', () => {
  const address = wss.address()
  if (typeof address === 'object' && address) tellPort(address.port)
})
