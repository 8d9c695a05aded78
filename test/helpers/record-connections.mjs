/**
 * Writes to `CASEFILE_TEST_CONNECTIONS` every name that this process looks up and every socket it
 * connects, in each of its threads. Loaded with `--import` before anything else.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import net from 'node:net'
import { isMainThread } from 'node:worker_threads'

const note = (line) => appendFileSync(process.env.CASEFILE_TEST_CONNECTIONS, `${line}\n`)

note(`recording ${isMainThread ? 'main' : 'thread'}`)

/** All of Node's own clients, http, tls and fetch among them, come through here. */
watch(net.Socket.prototype, 'connect', 'connect')
watch(dgram.Socket.prototype, 'send', 'send')
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  watch(dns, name, 'look up')
  watch(dns.promises, name, 'look up')
}

function watch(target, name, what) {
  const original = target[name]
  target[name] = function (...args) {
    const [to] = args.flat()
    // The address to listen on is looked up as well; it leaves the machine nowhere.
    if (to !== '127.0.0.1') note(`${what} ${JSON.stringify(to)}`)
    return original.apply(this, args)
  }
}
