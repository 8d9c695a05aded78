/**
 * A connection to Chromium's debugger, over its own WebSocket. Not Playwright: that enables the
 * Runtime domain on every page, and with it a console call costs several times its price.
 */
export async function connect(url) {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error(`No debugger at ${url}`)), {
      once: true,
    })
  })

  const pending = new Map()
  const listeners = new Set()
  let lastId = 0

  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data)
    if (message.id === undefined) {
      for (const listener of listeners) listener(message)
      return
    }
    const { resolve, reject, method } = pending.get(message.id)
    pending.delete(message.id)
    if (message.error) reject(new Error(`${method}: ${message.error.message}`))
    else resolve(message.result)
  })
  socket.addEventListener('close', () => {
    for (const { reject, method } of pending.values()) reject(new Error(`${method}: disconnected`))
    pending.clear()
  })

  return {
    send(method, params = {}, sessionId) {
      const id = ++lastId
      socket.send(JSON.stringify({ id, method, params, sessionId }))
      return new Promise((resolve, reject) => pending.set(id, { resolve, reject, method }))
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => socket.close(),
  }
}
