import { Readable } from 'node:stream'

import Type from 'typebox'

import type { Context } from '../../context.ts'
import type { App } from '../../http/app.ts'
import type { TraceScope } from '../../storage/traces/source.ts'
import { readRange } from '../read-range.ts'
import { READERS, scopeOf, TAGS } from '../readers.ts'
import { sessionTracesRefusals } from '../schemas/error.ts'
import { filterQuery, readFilters, type SessionFilters } from '../session-query.ts'
import { chosenEvents } from './chosen-events.ts'
import { createFormatter, EXPORT_FORMATS } from './formats.ts'
import { writeFile } from './write-file.ts'

const file = (description: string) => ({ schema: Type.String({ description }) })

export function exportRoute(app: App, context: Context): void {
  const { access, traces, now } = context
  app.get(
    '/api/projects/:projectId/sessions/export',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'Events of all sessions, or of chosen ones, as a file',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String() }),
        querystring: Type.Object({
          format: Type.Enum([...EXPORT_FORMATS], { default: 'csv' }),
          ...filterQuery,
          from: Type.Optional(
            Type.String({ description: 'ISO 8601, without a zone in UTC: of the events.' }),
          ),
        }),
        response: {
          ...sessionTracesRefusals,
          200: {
            description: 'The file, session by session.',
            content: {
              'text/csv': file(
                'RFC 4180; a cell that begins like a formula has an apostrophe before it.',
              ),
              'application/x-ndjson': file('An event a line.'),
              'application/octet-stream': file('`format=json` is `{success, traces}`, as JSON.'),
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const scope = await scopeOf(request, context, request.params.projectId)
      const formatter = createFormatter(query.format)
      const events = chosenEvents(traces, {
        scope,
        sessions: isEverything(query) ? 'all' : chosenSessions(query, { scope, now: now() }),
        range: readRange(query, now()),
      })
      // What goes wrong at the begin is answered as an error; later the connection breaks off.
      const lines = await writeFile(events, formatter)

      const name = scope.projectId.replace(/[^\w.-]/g, '_')
      return reply
        .header('content-type', formatter.contentType)
        .header('content-disposition', `attachment; filename="traces-${name}.${query.format}"`)
        .send(Readable.from(lines) as never)
    },
  )
}

/** Whether nothing is said of the sessions; a range is of the events. */
function isEverything(query: SessionFilters): boolean {
  const { status, agentName, environment, channel, disposition, outcome, q } = query
  return ![status, agentName, environment, channel, disposition, outcome, q].some(Boolean)
}

function chosenSessions(query: SessionFilters, of: { scope: TraceScope; now: number }) {
  return readFilters({ ...query, from: undefined, to: undefined, range: undefined } as never, of)
}
