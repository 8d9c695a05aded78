import type { App } from './app.ts'

/** Short beside the time that a stopping collector has. */
const INTERVAL = 50

/**
 * Lets a closing server end. Node closes the connections that are idle when closing begins; those
 * that were busy then, and become idle when they are answered, would hold it for as long as their
 * clients keep them.
 */
export function closeConnectionsWhenDone(app: App): void {
  let isClosing = false

  app.addHook('preClose', async () => {
    isClosing = true
    const timer = setInterval(() => app.server.closeIdleConnections(), INTERVAL)
    app.server.once('close', () => clearInterval(timer))
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}
