import { readdirSync } from 'node:fs'

import type { FastifyReply } from 'fastify'
import Type from 'typebox'

import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { createSdkVersion } from './sdk-version.ts'
import type { StaticFolders } from './packages.ts'

/** Pages that name the alias get a new SDK within minutes. */
const ALIAS_CACHE = 'public, max-age=300'
const IMMUTABLE_CACHE = 'public, max-age=31536000, immutable'

/** A chunk carries a hash of its content in its name. */
const HASHED = /-[\w-]{8}\.js$/

/**
 * The SDK for script tags: `/casefile.js` for everybody, `/sdk/<version>/…` for those who pin,
 * and the lazy chunks beside either, where the script looks for them.
 */
export function sdkRoutes(app: App, { sdk, sdkVersion }: StaticFolders): void {
  const version = createSdkVersion(sdk, sdkVersion)
  const hide = { schema: { hide: true } }

  app.get('/casefile.js', hide, (_request, reply) => send(reply, 'casefile.js', ALIAS_CACHE))
  app.get(
    '/sdk/:version/:file',
    {
      schema: { hide: true, params: Type.Object({ version: Type.String(), file: Type.String() }) },
    },
    (request, reply) => {
      const current = version()
      if (current !== undefined && request.params.version !== current) {
        throw new ApiError(
          'NOT_FOUND',
          `This collector serves version ${current} of the SDK, not ${request.params.version}`,
        )
      }
      return send(reply, request.params.file, IMMUTABLE_CACHE)
    },
  )
  app.get(
    '/:file',
    { schema: { hide: true, params: Type.Object({ file: Type.String() }) } },
    ({ params: { file } }, reply) =>
      send(reply, file, HASHED.test(file) ? IMMUTABLE_CACHE : ALIAS_CACHE),
  )

  function send(reply: FastifyReply, file: string, cache: string) {
    // Asked each time: a rebuild changes the chunks' names while the collector runs.
    const files = listFiles(sdk)
    if (!files.includes(file)) {
      throw new ApiError(
        'NOT_FOUND',
        files.includes('casefile.js')
          ? `There is no file ${file}`
          : `The SDK is not built, so there is no ${file}. Run: npm run build`,
      )
    }
    return reply
      .headers({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': cache,
      })
      .sendFile(file, sdk)
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
