import { createServer } from 'node:net'

/** How many ports after the wanted one are tried before any will do. */
const ATTEMPTS = 50

/** The wanted port, or the next free one after it. 0 stays 0: the server takes any. */
export async function freePort(wanted) {
  if (wanted === 0) return 0
  for (let port = wanted; port < wanted + ATTEMPTS; port++) {
    if (await isFree(port)) return port
  }
  return 0
}

/** Both families: a browser asked for `localhost` may try IPv6 first and find a stranger there. */
async function isFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
}

function canListen(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
    // A machine without IPv6 has nobody listening there either.
    probe.once('error', ({ code }) => resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
