import Type from 'typebox'

import type { App } from './http/app.ts'
import { nullable } from './schemas/reference.ts'
import type { StaticFolders } from './static/packages.ts'
import { createSdkVersion } from './static/sdk-version.ts'

/** What an operator or a script asks of the collector itself. */
export function serviceRoutes(
  app: App,
  { version, folders, basePath }: { version: string; folders: StaticFolders; basePath: string },
): void {
  const sdkVersion = createSdkVersion(folders.sdk, folders.sdkVersion)

  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether the collector answers',
        tags: ['Service'],
        security: [],
        response: {
          200: Type.Object(
            {
              status: Type.Literal('ok'),
              version: Type.String(),
              sdkUrl: nullable(
                Type.String({
                  description: 'Immutable path of the SDK; null while it is not built.',
                }),
              ),
            },
            { description: 'It does.' },
          ),
        },
      },
    },
    async () => {
      const sdk = sdkVersion()
      return {
        status: 'ok' as const,
        version,
        sdkUrl: sdk ? `${basePath}/sdk/${sdk}/casefile.js` : null,
      }
    },
  )

  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.send(app.swagger()),
  )
}
