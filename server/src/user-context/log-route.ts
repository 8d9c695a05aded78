import { ENTRIES_PER_BATCH, ENTRY_BYTES_LIMIT } from 'casefile/protocol'
import Type from 'typebox'

import { analyseAgain } from '../analysis/analyse-again.ts'
import type { Context } from '../context.ts'
import { projectOf } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../http/cors.ts'
import { countFields } from '../http/count-fields.ts'
import { findSession } from '../http/find-resource.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
import { DisabledField } from '../schemas/disabled.ts'
import { refusals } from '../schemas/error.ts'
import { LOGS_EXAMPLE, LogEntryInputSchema } from '../schemas/log-entry.ts'
import { reference } from '../schemas/reference.ts'
import type { ScrubbedEntries } from '../scrub/scrubber.ts'
import { readEntries } from './read-entries.ts'
import { sayDisabled } from './say-disabled.ts'
import { storeWithinQuota } from './store-within-quota.ts'

const PATH = '/v1/sessions/:id/logs'

/** A full batch of the largest entries, and room for white space and escapes. */
const BODY_BYTES = (ENTRIES_PER_BATCH + 28) * ENTRY_BYTES_LIMIT

export function logRoute(app: App, context: Context): void {
  const { access, meta, entryOutcomes, now, scrub } = context

  answerPreflight(app, PATH)
  app.post(
    PATH,
    {
      config: { intake: 'entries', countsOverLimit: true, keepsJson: true },
      bodyLimit: BODY_BYTES,
      onRequest: [allowAnyOrigin, access.require('capture', 'project')],
      schema: {
        summary: 'Send log entries of a session',
        tags: ['UserContext'],
        params: Type.Object({ id: Type.String() }),
        body: Type.Object(
          {
            logs: Type.Array(reference(LogEntryInputSchema), {
              minItems: 1,
              maxItems: ENTRIES_PER_BATCH,
            }),
          },
          { examples: [LOGS_EXAMPLE] },
        ),
        response: {
          ...refusals,
          202: Type.Object(
            { accepted: Type.Integer(), disabled: DisabledField },
            {
              description:
                'Stored for good. How many entries; those over the session’s quota are not.',
            },
          ),
        },
      },
    },
    async (request, reply) => {
      const idempotencyKey = readIdempotencyKey(request)
      const projectId = projectOf(request)
      const batch = { projectId, idempotencyKey }
      if (request.overLimit) {
        const { reason, refusal } = request.overLimit
        entryOutcomes.limited(batch, { entries: request.body.logs, reason })
        throw refusal
      }

      const scrubbed = await scrub.entries(projectId, request.body.logs)
      const entries = readEntries(request.body.logs, request.bodyBytes)
      const session = await findSession(request, meta, request.params.id)
      const receivedAt = now()

      // Before the commit: a job too many finds nothing new, a job too few would miss the batch.
      await analyseAgain(context, { session, entries, receivedAt })
      const accepted = await storeWithinQuota(context, {
        ...batch,
        sessionId: session.sessionId,
        entries,
        json: isAsStored(request.json, entries.length, scrubbed) ? request.json : undefined,
        bytes: request.bodyBytes,
        receivedAt,
      })
      // What still points to the array (see `forgetBodies`) is not to keep its entries alive.
      entries.length = 0
      return reply.code(202).send({ accepted, ...(await sayDisabled(meta, projectId)) })
    },
  )
}

/** What the validator leaves in an entry, and `logs` around them all. */
const FIELDS_OF_ENTRY = 6
const FIELDS_AROUND = 1

/**
 * Whether the body can be stored as it came: nothing was taken out, and it has as many fields as
 * what was parsed and is stored. It has more when something came that nobody asked for, or twice.
 */
function isAsStored(
  json: Uint8Array<ArrayBuffer> | null,
  entries: number,
  { isClean, fields }: ScrubbedEntries,
): json is Uint8Array<ArrayBuffer> {
  const stored = FIELDS_AROUND + entries * FIELDS_OF_ENTRY + fields
  return isClean && json !== null && countFields(json) === stored
}
