import { connect } from 'node:net'
import { once } from 'node:events'

/**
 * Sends requests over kept connections and waits for each answer. The requests are bytes made
 * beforehand, so that what is measured is the server.
 *
 * Without `perSecond` every connection sends as fast as it is answered. With it requests begin at
 * that pace, late ones included, so that a stall is seen by all it makes wait.
 */
export async function load({
  port,
  request,
  connections = 64,
  seconds,
  count,
  perSecond,
  expected = /202/,
}) {
  const begun = performance.now()
  const end = begun + (seconds ?? 1e6) * 1000
  const latencies = []
  const refused = new Map()
  let sent = 0

  const worker = async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay()
    await once(socket, 'connect')
    const answers = readAnswers(socket)
    while (performance.now() < end && (count === undefined || sent < count)) {
      const number = sent++
      const planned =
        perSecond === undefined ? performance.now() : begun + (number / perSecond) * 1000
      const early = planned - performance.now()
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
      if (planned > end) break
      for (const part of request(number)) socket.write(part)
      const status = await answers()
      latencies.push(performance.now() - planned)
      if (!expected.test(status)) refused.set(status, (refused.get(status) ?? 0) + 1)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, worker))

  if (refused.size > 0) throw new Error(`Answers other than ${expected}: ${[...refused].join(' ')}`)
  const taken = (performance.now() - begun) / 1000
  return { requests: latencies.length, perSecond: latencies.length / taken, latencies }
}

/** The status of one answer after the other; the bodies are small and come with the headers. */
function readAnswers(socket) {
  let text = ''
  let wake = () => {}
  socket.on('data', (chunk) => {
    text += chunk
    wake()
  })
  socket.on('close', () => wake())
  return async () => {
    for (;;) {
      const head = text.indexOf('\r\n\r\n')
      if (head >= 0) {
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
        if (text.length >= head + 4 + length) {
          const status = Number(text.slice(9, 12))
          text = text.slice(head + 4 + length)
          return status
        }
      }
      if (socket.destroyed) throw new Error('The server closed the connection')
      await new Promise((resolve) => (wake = resolve))
    }
  }
}

/** Makes requests of their own out of the same bodies, round and round. */
export function requestMaker({ path, key, bodies, round }) {
  const bytes = bodies.map((body) => Buffer.from(body))
  return (number) => {
    const body = bytes[number % bytes.length]
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      'content-type: application/json',
      `content-length: ${body.byteLength}`,
      `x-api-key: ${key}`,
      `idempotency-key: ${round}-${number}`,
      '',
      '',
    ].join('\r\n')
    return [Buffer.from(head), body]
  }
}
