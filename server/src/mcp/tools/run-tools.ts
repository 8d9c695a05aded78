import Type from 'typebox'

import { segment, type ReadTool } from '../read-tool.ts'
import { page, range, source, who, withPage, withRange } from './arguments.ts'

const get = (path: string, query?: { [name: string]: unknown }) =>
  ({ method: 'GET', path, query }) as const

const id = (description: string) => Type.String({ minLength: 1, maxLength: 500, description })

/** One tool an endpoint of the API of agent runs, with its names. */
export const RUN_TOOLS: readonly ReadTool[] = [
  {
    name: 'list_runs',
    title: 'List agent runs',
    description: 'Runs of agents, newest first, with prompt, answer, status, tokens and cost.',
    input: Type.Object({
      source,
      ...range,
      ...page,
      ...who,
      status: Type.Optional(Type.Enum(['ok', 'error'])),
      session_id: Type.Optional(Type.String()),
      text: Type.Optional(
        Type.String({ maxLength: 300, description: 'Words in prompt, answer or error message.' }),
      ),
    }),
    request: (args) => get('/v1/runs', withRange(withPage({ source: 'prod', ...args }))),
  },
  {
    name: 'get_run',
    title: 'Get an agent run',
    description: 'One run with all its steps and tool calls.',
    input: Type.Object({ run_id: id('From list_runs.'), source }),
    request: ({ run_id, ...args }) =>
      get(`/v1/runs/${segment(run_id)}`, { source: 'prod', ...args }),
  },
  {
    name: 'list_sessions',
    title: 'List agent sessions',
    description: 'Sessions that agents ran in, latest activity first.',
    input: Type.Object({ ...range, ...page, ...who }),
    request: (args) => get('/v1/sessions', withRange(withPage(args))),
  },
  {
    name: 'get_session',
    title: 'Get an agent session',
    description: 'The conversation of a session, with the patterns seen and the tools called.',
    input: Type.Object({ session_id: id('From list_sessions.') }),
    request: ({ session_id }) => get(`/v1/sessions/${segment(session_id)}`),
  },
  {
    name: 'get_metrics',
    title: 'Get metrics of agent runs',
    description: 'How many runs, how long, how many tokens, what cost, how many failed; over time.',
    input: Type.Object(range),
    request: (args) => get('/v1/metrics', withRange(args)),
  },
  {
    name: 'list_models',
    title: 'List models used',
    description: 'Use of each model: steps, failures, tokens, cost, duration.',
    input: Type.Object(range),
    request: (args) => get('/v1/models', withRange(args)),
  },
  {
    name: 'list_tools',
    title: 'List tools used',
    description: 'Use of each tool of the agents: calls, failures, duration.',
    input: Type.Object(range),
    request: (args) => get('/v1/tools', withRange(args)),
  },
  {
    name: 'list_failures',
    title: 'List failures',
    description: 'Failures of runs and tool calls, those that look alike put together.',
    input: Type.Object({
      ...range,
      order_by: Type.Optional(Type.Enum(['events', 'first_seen', 'last_seen'])),
      direction: Type.Optional(Type.Enum(['asc', 'desc'])),
      entity_type: Type.Optional(Type.Enum(['run', 'tool_call'])),
      status: Type.Optional(Type.Enum(['active', 'resolved', 'ignored'])),
    }),
    request: (args) => get('/v1/failures', withRange(args)),
  },
  {
    name: 'get_failure',
    title: 'Get a failure',
    description: 'One failure with its course over time and samples.',
    input: Type.Object({ failure_id: id('From list_failures.') }),
    request: ({ failure_id }) => get(`/v1/failures/${segment(failure_id)}`),
  },
  {
    name: 'get_feedback',
    title: 'Get feedback figures',
    description: 'Thumbs up and down over time.',
    input: Type.Object(range),
    request: (args) => get('/v1/feedback', withRange(args)),
  },
  {
    name: 'list_feedback_runs',
    title: 'List runs with feedback',
    description: 'Runs that users rated or wrote about, by the time they did.',
    input: Type.Object({ ...range, ...page }),
    request: (args) => get('/v1/feedback/runs', withRange(withPage(args))),
  },
  {
    name: 'list_patterns',
    title: 'List patterns',
    description: 'Frustration, confusion, reported failures and patterns of the project.',
    input: Type.Object(range),
    request: (args) => get('/v1/patterns', withRange(args)),
  },
  {
    name: 'list_pattern_runs',
    title: 'List runs that show a pattern',
    description: 'Runs that show a pattern, each with the words it was seen by.',
    input: Type.Object({
      slug: id('From list_patterns, e.g. user-frustration.'),
      ...range,
      ...page,
    }),
    request: ({ slug, ...args }) =>
      get(`/v1/patterns/${segment(slug)}/runs`, withRange(withPage(args))),
  },
  {
    name: 'list_insights',
    title: 'List weekly insights',
    description: 'Recaps of past weeks, newest first.',
    input: Type.Object(page),
    request: (args) => get('/v1/insights', withPage(args)),
  },
  {
    name: 'get_insight',
    title: 'Get a weekly insight',
    description: 'One recap: figures against the week before, trends, issues, topics.',
    input: Type.Object({ insight_id: id('From list_insights.') }),
    request: ({ insight_id }) => get(`/v1/insights/${segment(insight_id)}`),
  },
  {
    name: 'insight_search',
    title: 'Ask about agent runs',
    description:
      'Answers a question in words, e.g. “What failed most this week?”, “slowest runs today”, “error rate of search”. The answer cites run ids.',
    input: Type.Object({
      query: Type.String({ minLength: 1, maxLength: 2000 }),
      ...range,
    }),
    request: (args) => ({ method: 'POST', path: '/v1/insight-search', body: args }),
  },
]
