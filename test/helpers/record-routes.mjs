// Preloaded into a collector: writes every route it has, those hidden from /openapi.json too, as a
// line of JSON each.
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'

subscribe('fastify.initialization', ({ fastify }) => {
  fastify.addHook('onRoute', ({ method, url }) => {
    appendFileSync(process.env.CASEFILE_TEST_ROUTES, `${JSON.stringify({ method, url })}\n`)
  })
})
