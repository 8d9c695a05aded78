import Type from 'typebox'

import { BUILT_IN_PATTERNS } from '../agent-analysis/patterns/built-in.ts'
import { projectPatterns } from '../agent-analysis/patterns/project-patterns.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import type { TimeRange, TraceScope } from '../storage/traces/source.ts'
import { mapRun } from './map-run.ts'
import { isoTime } from './map-time.ts'
import { pageOf, pageQuery, pageSchema } from './paging.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { text } from './schemas/fields.ts'
import { CompanyPatternSchema } from './schemas/pattern.ts'
import { CompanyMatchedRunSchema } from './schemas/run.ts'

/** A change of the rate by less than this share of it is none. */
const NOTABLE_CHANGE = 0.1

export function patternRoutes(app: App, context: Context): void {
  listRoute(app, context)
  runsRoute(app, context)
}

function listRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/patterns',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Patterns of behaviour in the runs of a range of time',
        querystring: Type.Object(rangeQuery),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { patterns: Type.Array(reference(CompanyPatternSchema)) },
            { description: 'Every pattern that is looked for, found or not.' },
          ),
        },
      },
    },
    async (request) => {
      const scope = traceScopeOf(request, 'prod')
      const range = readRange(request.query, now())
      const before = { from: range.from - (range.to - range.from), to: range.from }
      const [patterns, current, previous] = await Promise.all([
        projectPatterns(traces, scope.projectId),
        readRates(traces, scope, range),
        readRates(traces, scope, before),
      ])

      return {
        patterns: patterns.map(({ slug, name, description }) => {
          const found = current.figures.get(slug)
          const rate = current.rateOf(slug)
          return {
            slug,
            name,
            description,
            built_in: BUILT_IN_PATTERNS.some((pattern) => pattern.slug === slug),
            run_count: found?.runCount ?? 0,
            session_count: found?.sessionCount ?? 0,
            user_count: found?.userCount ?? 0,
            rate,
            first_seen: found ? isoTime(found.firstSeen) : null,
            last_seen: found ? isoTime(found.lastSeen) : null,
            trend: trendOf(rate, previous.rateOf(slug)),
          }
        }),
      }
    },
  )
}

async function readRates(traces: Context['traces'], scope: TraceScope, range: TimeRange) {
  const [found, { runCount }] = await Promise.all([
    traces.patternFigures({ ...scope, range }),
    traces.runFigures({ ...scope, range }),
  ])
  const figures = new Map(found.map((each) => [each.slug, each]))
  const rateOf = (slug: string) =>
    runCount === 0 ? 0 : (figures.get(slug)?.runCount ?? 0) / runCount
  return { figures, rateOf }
}

function trendOf(rate: number, before: number): 'up' | 'down' | 'flat' {
  if (Math.abs(rate - before) <= NOTABLE_CHANGE * before) return 'flat'
  return rate > before ? 'up' : 'down'
}

function runsRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/patterns/:slug/runs',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Runs of a range of time that show a pattern, newest first',
        params: Type.Object({ slug: Type.String() }),
        querystring: Type.Object({ ...rangeQuery, ...pageQuery }),
        response: {
          ...companyRefusals,
          200: pageSchema(
            {
              pattern: Type.Object({ slug: text, name: text }),
              runs: Type.Array(reference(CompanyMatchedRunSchema)),
            },
            'One page of the runs, and what each was recognised by.',
          ),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { slug } = request.params
      const scope = traceScopeOf(request, 'prod')
      const range = readRange(query, now())
      const patterns = await projectPatterns(traces, scope.projectId)
      const pattern = patterns.find((each) => each.slug === slug)
      if (!pattern) throw new ApiError('NOT_FOUND', `There is no pattern ${slug}`)

      const page = { limit: query.limit, offset: query.offset }
      const { runs, total } = await traces.runs({ ...scope, range, pattern: slug, page })
      const runIds = runs.map(({ runId }) => runId)
      const matches = await traces.patternMatches(scope, slug, runIds)
      const matchOf = new Map(matches.map((match) => [match.runId, match]))
      return {
        pattern: { slug, name: pattern.name },
        runs: runs.flatMap((run) => {
          const match = matchOf.get(run.runId)
          // Looked at again in the meantime, it may not show the pattern any more.
          if (!match) return []
          const { evidence, confidence, matchedAt } = match
          return { ...mapRun(run), evidence, confidence, matched_at: isoTime(matchedAt) }
        }),
        ...pageOf(query, { total, shown: runs.length }),
      }
    },
  )
}
