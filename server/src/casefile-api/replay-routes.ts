import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import Type from 'typebox'

import type { Context } from '../context.ts'
import { maySee } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../http/cors.ts'
import { findSession } from '../http/find-resource.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
import { countAccepted } from '../outcomes/count-accepted.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { ReplayChunkListSchema, ReplayEventsSchema } from '../schemas/replay.ts'
import { DeepReplayError } from '../scrub/scrub-replay.ts'
import type { Session } from '../storage/meta/session-store.ts'
import { readTime } from './read-time.ts'

const PATH = '/api/casefile/v1/sessions/:id/replay'
const BODY_BYTES = 10 * 1024 * 1024

const compress = promisify(gzip)
const params = Type.Object({ id: Type.String() })

export function replayRoutes(app: App, context: Context): void {
  uploadRoute(app, context)
  listRoute(app, context)
  chunkRoute(app, context)
}

function uploadRoute(app: App, context: Context): void {
  const { access, meta, scrub } = context

  answerPreflight(app, PATH)
  app.post(
    PATH,
    {
      config: { intake: 'replay' },
      bodyLimit: BODY_BYTES,
      onRequest: [allowAnyOrigin, access.require('capture', 'project')],
      schema: {
        summary: 'Upload a piece of a session’s recording',
        description:
          'Answers 413 `SESSION_FULL` when the session’s recording has reached its quota (`--session-replay-bytes`), which is final for this piece: do not send it again. The session, its entries and its issues are not touched.',
        tags: ['Casefile'],
        params,
        body: reference(ReplayEventsSchema),
        response: {
          ...refusals,
          202: Type.Object(
            { chunkId: Type.String({ format: 'uuid' }) },
            { description: 'The piece is stored.' },
          ),
        },
      },
    },
    async (request, reply) => {
      const idempotencyKey = readIdempotencyKey(request)
      const session = await findSession(request, meta, request.params.id)
      await scrub.replay(session.projectId, request.body.events).catch(refuseDeep)
      const known =
        idempotencyKey && (await meta.replayChunkByKey(session.projectId, idempotencyKey))
      const chunkId =
        known ||
        (await storeChunk(context, { session, events: request.body.events, idempotencyKey }))
      return reply.code(202).send({ chunkId })
    },
  )
}

function refuseDeep(error: unknown): never {
  if (error instanceof DeepReplayError) throw new ApiError('VALIDATION_ERROR', error.message)
  throw error
}

async function storeChunk(
  { blobs, meta, now, outcomes, replayQuota }: Context,
  upload: {
    session: Session
    events: readonly { timestamp: number }[]
    idempotencyKey: string | undefined
  },
): Promise<string> {
  const { session, events, idempotencyKey } = upload
  // Before packing: a page that does not take no for an answer must not cost that.
  if ((await meta.replayBytes(session.sessionId)) >= replayQuota) throw sessionFull(replayQuota)
  const bytes = await compress(JSON.stringify({ events }))
  const chunkId = randomUUID()
  const times = timesOf(events)

  // First the blob, then its row: a crash in between leaves a file nobody asks for, never a row
  // without its recording.
  await blobs.put(chunkId, bytes)
  const stored = await meta.addReplayChunk(
    {
      chunkId,
      projectId: session.projectId,
      sessionId: session.sessionId,
      ...times,
      eventCount: events.length,
      bytes: bytes.byteLength,
      createdAt: now(),
      idempotencyKey,
    },
    { sessionBytes: replayQuota },
  )
  // There was no room, or the same upload came twice at once and the other one won.
  if (!stored || stored.repeated) await blobs.remove(chunkId)
  if (!stored) throw sessionFull(replayQuota)
  if (!stored.repeated) countAccepted(outcomes, { projectId: session.projectId, item: 'replay' })
  return stored.chunkId
}

/** A status that our SDK takes as final for a recording, whose report has arrived before it. */
function sessionFull(quota: number): ApiError {
  return new ApiError(
    'SESSION_FULL',
    `The recording of this session has reached its limit of ${quota} bytes; this piece was not stored`,
  )
}

function timesOf(events: readonly { timestamp: number }[]) {
  let firstTime = Infinity
  let lastTime = -Infinity
  for (const { timestamp } of events) {
    firstTime = Math.min(firstTime, timestamp)
    lastTime = Math.max(lastTime, timestamp)
  }
  return { firstTime: Math.floor(firstTime), lastTime: Math.ceil(lastTime) }
}

function listRoute(app: App, { access, meta }: Context): void {
  app.get(
    PATH,
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'The pieces of a session’s recording, oldest first',
        tags: ['Casefile'],
        params,
        querystring: Type.Object({ until: Type.Optional(Type.String({ format: 'date-time' })) }),
        response: {
          ...refusals,
          200: reference(ReplayChunkListSchema, 'What the pieces are; each is read by itself.'),
        },
      },
    },
    async (request) => {
      const session = await findSession(request, meta, request.params.id)
      const chunks = await meta.replayChunks(
        session.sessionId,
        readTime(request.query.until, 'until'),
      )
      return {
        chunks: chunks.map(({ chunkId, firstTime, lastTime, eventCount, bytes }) => {
          return { chunkId, firstTime, lastTime, eventCount, bytes }
        }),
      }
    },
  )
}

function chunkRoute(app: App, { access, blobs, meta }: Context): void {
  app.get(
    '/api/casefile/v1/replay-chunks/:id',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'One piece of a recording as `{events: […]}`, gzip-encoded',
        tags: ['Casefile'],
        params,
        // The stored bytes are sent as they are; the schema only describes what they hold.
        response: {
          ...refusals,
          200: Type.Unsafe<Readable>(reference(ReplayEventsSchema, 'The recorded events.')),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const chunk = await meta.replayChunk(id)
      const blob = chunk && maySee(request, chunk.projectId) && (await blobs.read(chunk.chunkId))
      if (!blob) throw new ApiError('NOT_FOUND', `There is no replay chunk ${id}`)

      return reply
        .type('application/json; charset=utf-8')
        .header('content-encoding', 'gzip')
        .header('content-length', chunk.bytes)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(blob)
    },
  )
}
