import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

import { createDesk } from './server/create-desk.mjs'

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, port: { type: 'string' } },
})

const endpoint = process.env.CASEFILE_ENDPOINT?.replace(/\/+$/, '')
const key = process.env.CASEFILE_KEY
const casefile = endpoint && key ? { endpoint, key } : undefined
const port = Number(flags.port ?? process.env.PORT ?? 4300)

const server = createServer(createDesk({ casefile }))

server.on('error', (error) => {
  console.error(`The desk cannot listen on port ${port}: ${error.message}`)
  process.exit(1)
})

server.listen(port, '127.0.0.1', () => {
  const url = `http://localhost:${server.address().port}`
  if (flags.json) {
    console.log(JSON.stringify({ url }))
    return
  }
  console.log(`The Sundline support desk is open at ${url}`)
  console.log(
    casefile
      ? `Casefile sends to ${casefile.endpoint}`
      : 'Casefile is off: set CASEFILE_ENDPOINT and CASEFILE_KEY to switch it on',
  )
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    server.close(() => process.exit(0))
    server.closeAllConnections()
  })
}
