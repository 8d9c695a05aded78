import type { WebSocketServer } from 'ws'

/** Sends back what comes; `close 4001 reason` ends the socket so, `drop` without a word. */
export function echoSockets(server: WebSocketServer): void {
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      const text = isBinary ? '' : String(data as Buffer)
      const [command, code, reason] = text.split(' ')
      if (command === 'close') socket.close(Number(code), reason)
      else if (command === 'drop') socket.terminate()
      else socket.send(data, { binary: isBinary })
    })
  })
}
