import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('a slow client', () => {
  const collector = useCollector()

  const open = async (): Promise<Socket> => {
    const { hostname, port } = new URL(collector().url)
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {}).resume()
    await once(socket, 'connect')
    return socket
  }

  it('that never ends its headers is told so and cut off, while others are served', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, open))
    const answers = slow.map(async (socket) => {
      let text = ''
      socket.on('data', (chunk) => (text += String(chunk)))
      await once(socket, 'close')
      return text
    })
    const drip = setInterval(() => slow.forEach((socket) => socket.write('x')), 1000)
    onTestFinished(() => clearInterval(drip))
    slow.forEach((socket) => socket.write('POST /v1/sessions HTTP/1.1\r\nhost: x\r\nx-slow: '))

    expect((await call(collector(), 'GET /health')).status).toBe(200)
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /)
      expect(answer).toContain('"error":"REQUEST_TIMEOUT"')
    }
  })

  it('cannot hold more than its share of the connections', async () => {
    const sockets = await Promise.all(Array.from({ length: 600 }, open))
    const closed = () => sockets.filter(({ destroyed }) => destroyed).length

    await expect.poll(closed, { timeout: 10_000 }).toBeGreaterThanOrEqual(88)
    expect(closed()).toBeLessThan(150)
    for (const socket of sockets) socket.destroy()
    await expect
      .poll(async () => (await call(collector(), 'GET /health')).status, { timeout: 10_000 })
      .toBe(200)
  })
})
