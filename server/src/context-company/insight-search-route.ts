import Type from 'typebox'

import { ask } from '../agent-analysis/questions/ask.ts'
import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { readText } from '../http/read-text.ts'
import { isoTime } from './map-time.ts'
import { rangeQuery, readOptionalRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanySearchSchema } from './schemas/insight.ts'

const MOST_CHARACTERS = 2000
/** The longest question with every character escaped, and a range. */
const BODY_BYTES = 32 * 1024

export function insightSearchRoute(app: App, { access, traces, model, now }: Context): void {
  app.post(
    '/v1/insight-search',
    {
      bodyLimit: BODY_BYTES,
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Ask a question about production data in plain words',
        body: Type.Object(
          {
            query: Type.String({
              description: '1 to 2000 characters (code points) after trimming.',
            }),
            ...rangeQuery,
          },
          {
            description:
              'A range given counts, else the time that the question names, else two weeks.',
            examples: [{ query: 'What are the most common failure patterns this week?' }],
          },
        ),
        response: { ...companyRefusals, 200: reference(CompanySearchSchema) },
      },
    },
    async (request) => {
      const query = readText(request.body.query, 'query', MOST_CHARACTERS)
      const { answer, evidence, from, to } = await ask(query, {
        traces,
        model,
        scope: traceScopeOf(request, 'prod'),
        now: now(),
        range: readOptionalRange(request.body, now()),
      })
      return { answer, query, evidence, from: isoTime(from), to: isoTime(to) }
    },
  )
}
