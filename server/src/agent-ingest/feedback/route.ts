import Type from 'typebox'

import type { Context } from '../../context.ts'
import { projectOf } from '../../http/access.ts'
import type { App } from '../../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../../http/cors.ts'
import { writtenSource } from '../../http/trace-scope.ts'
import { reference } from '../../schemas/reference.ts'
import { invalid } from '../invalid.ts'
import { ingestRefusals } from '../refusals.ts'

const MOST_CHARACTERS = 2000
const BODY_BYTES = 64 * 1024

export const FeedbackInputSchema = {
  ...Type.Object(
    {
      runId: Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Of the run, which need not be known yet.',
      }),
      score: Type.Optional(Type.Enum(['thumbs_up', 'thumbs_down'])),
      text: Type.Optional(Type.String({ maxLength: MOST_CHARACTERS })),
    },
    {
      description: 'A score, a text, or both. Said again it replaces what it says.',
      examples: [{ runId: 'f1c0b5ae-7a53-4b39-9d0d-1f7b1d6f2a10', score: 'thumbs_up' }],
    },
  ),
  $id: 'FeedbackInput',
}

export function feedbackRoute(app: App, { access, now, scrub, traces }: Context): void {
  answerPreflight(app, '/v1/feedback')
  app.post(
    '/v1/feedback',
    {
      config: { intake: 'feedback' },
      bodyLimit: BODY_BYTES,
      onRequest: [allowAnyOrigin, access.require('ingest', 'project', 'capture')],
      schema: {
        summary: 'Say what somebody thought of a run',
        tags: ['Agent runs'],
        body: reference(FeedbackInputSchema),
        response: {
          ...ingestRefusals,
          200: Type.Object({ success: Type.Literal(true) }, { description: 'Stored for good.' }),
        },
      },
    },
    async (request) => {
      const { runId, score, text } = request.body
      if (score === undefined && !text) throw invalid('The body', 'must have "score" or "text"')

      const projectId = projectOf(request)
      await traces.addFeedback({
        projectId,
        source: writtenSource(request),
        runId,
        score,
        text: text ? await scrub.feedback(projectId, text) : undefined,
        createdAt: now(),
      })
      return { success: true as const }
    },
  )
}
