import type { App } from './app.ts'

/**
 * An `Expect` that Node does not know is passed over, as RFC 9110 lets a server do. Node itself would
 * answer 417 without a body, past every route, header and log.
 */
export function ignoreExpectations({ server }: App): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}
