/**
 * The reference y-websocket server as it is. With a folder in argv[2] it keeps its documents in LevelDB there
 * (its own YPERSISTENCE), else in memory alone.
 */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { tellPort } from '../servers/measured.ts'

const [, , folder] = process.argv
console.info = () => {}
if (folder !== undefined) process.env.YPERSISTENCE = folder
const { setupWSConnection } = await import('@y/websocket-server/utils')

const server = createServer()
const wss = new WebSocketServer({ noServer: true })
wss.on('connection', (ws, request) => setupWSConnection(ws, request))
server.on('upgrade', (request, socket, head) => {
  wss.handleUpgrade(request, socket, head, ws => wss.emit('connection', ws, request))
})
server.listen(0, '127.0.0.1', () => tellPort(server.address().port))
