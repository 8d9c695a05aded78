/**
 * Writes to `CASEFILE_TEST_CONNECTIONS` every name that is looked up and every socket that is
 * connected, and from where. Loaded with `--import` in `NODE_OPTIONS` before anything else: also in
 * the threads and the child processes of a process that was started so.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import net from 'node:net'
import { basename } from 'node:path'
import { isMainThread } from 'node:worker_threads'

const place = isMainThread ? basename(process.argv[1] ?? '') : 'thread'
const note = (line) => appendFileSync(process.env.CASEFILE_TEST_CONNECTIONS, `${place} ${line}\n`)

note('is watched')

/** All of Node's own clients, http, tls and fetch among them, come through here. */
watch(net.Socket.prototype, 'connect', 'connects')
watch(dgram.Socket.prototype, 'send', 'sends')
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  watch(dns, name, 'looks up')
  watch(dns.promises, name, 'looks up')
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
