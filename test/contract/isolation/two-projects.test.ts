import { beforeAll, describe, expect, it } from 'vitest'

import { readOperations, type Operation } from '../../helpers/collector-routes.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { fillPath, fillProject, type MarkedProject } from '../../helpers/marked-project.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

/** A body that each operation takes, so that it is refused for its ids and for nothing else. */
const BODIES: Record<string, (ids: MarkedProject['ids']) => object> = {
  'POST /v1/sessions/{id}/logs': () => ({ logs: [consoleEntry('an intruder was here')] }),
  'POST /v1/issues': ({ sessions }) => ({
    sessionId: sessions,
    userDescription: 'an intruder was here',
  }),
  'POST /api/casefile/v1/sessions/{id}/replay': () => ({
    events: [{ type: 4, timestamp: Date.now(), data: { href: '/intruder' } }],
  }),
  'POST /v1/custom': ({ runs }) => ({
    type: 'run',
    run_id: runs,
    start_time: new Date().toISOString(),
    end_time: new Date().toISOString(),
    prompt: { user_prompt: 'an intruder was here' },
  }),
  'POST /v1/feedback': ({ runs }) => ({ runId: runs, text: 'an intruder was here' }),
  'POST /api/projects/{projectId}/sessions/{sessionId}/traces': ({ runs }) => ({
    type: 'response',
    timestamp: new Date().toISOString(),
    traceId: runs,
    data: { text: 'an intruder was here' },
  }),
  'POST /v1/insight-search': () => ({ query: 'Which runs failed today?' }),
  'PUT /api/casefile/v1/projects/{id}/capture': () => ({ enabled: false }),
  'PUT /api/casefile/v1/projects/{id}/patterns/{slug}': () => ({
    name: 'Intruder',
    definition: { phrases: ['an intruder was here'] },
  }),
  'PUT /api/casefile/v1/projects/{id}/failures/{failureId}/status': () => ({ status: 'ignored' }),
  'PUT /api/casefile/v1/projects/{id}/scrub-rules': () => ({ fields: ['intruder'], patterns: [] }),
}

/** Bodies and queries of these name nothing that a project owns. */
const OF_NO_PROJECT = new Set([
  'POST /v1/sessions',
  'POST /oauth2/token',
  // These say which run is meant as `/v1/custom` does, and store it the same way.
  'POST /v1/traces',
  'POST /v1/otel-steps',
  'POST /v1/claude',
  'POST /v1/pi',
  'POST /v1/openclaw',
  'POST /v1/mastra',
  'POST /api/casefile/v1/inbox-session',
  'POST /api/casefile/v1/inbox-sign-in',
  'POST /api/casefile/v1/inbox-set-up',
  'PUT /api/casefile/v1/inbox-password',
  'DELETE /api/casefile/v1/inbox-session',
  'DELETE /api/casefile/v1/inbox-sessions',
])

/** What stands in a query: text to look for, a range of time, and ids. */
const QUERIES: Record<string, (project: MarkedProject) => string> = {
  text: ({ marker }) => marker,
  externalSessionId: ({ marker }) => marker,
  source: () => 'prod',
  sessionId: ({ ids }) => ids.sessions ?? '',
  session_id: ({ ids }) => ids.sessions ?? '',
  spanId: ({ ids }) => ids.traces ?? '',
  from: () => new Date(Date.now() - 3_600_000).toISOString(),
  to: () => new Date(Date.now() + 60_000).toISOString(),
}
const PAGING = ['limit', 'cursor', 'page', 'until', 'step', 'kind', 'offset', 'range', 'period']
/** What only narrows a list, and sorts it. */
const NARROWING = [
  ...['status', 'agent', 'userId', 'external_user_id', 'orgId', 'external_org_id', 'ownerUserId'],
  ...['agentId', 'applicationId', 'order_by', 'direction', 'entity_type', 'agentName', 'q', 'mine'],
  ...['environment', 'channel', 'disposition', 'outcome', 'sortBy', 'sortDir', 'includeTraces'],
  ...['types', 'eventType', 'decisionKind', 'include', 'format', 'model'],
]
const LEFT_OUT = new Set([...PAGING, ...NARROWING])

const nameOf = ({ method, path }: Operation) => `${method} ${path}`

/** The request of an operation for what the project holds. */
function requestFor(operation: Operation, project: MarkedProject) {
  const query = new URLSearchParams()
  for (const name of operation.queries) {
    const value = QUERIES[name]?.(project)
    if (value !== undefined) query.set(name, value)
    else if (!LEFT_OUT.has(name)) throw new Error(`${nameOf(operation)}: say what ?${name}= holds`)
  }
  const body = BODIES[nameOf(operation)]?.(project.ids)
  if (operation.hasBody && !body && !OF_NO_PROJECT.has(nameOf(operation))) {
    throw new Error(`${nameOf(operation)}: say what its body is, or that it is of no project`)
  }
  return { path: `${fillPath(operation.path, project.ids)}?${query}`, body }
}

describe('two projects', () => {
  const collector = useCollector()
  let mine: MarkedProject
  let foreignKeys: string[]
  let operations: Operation[]

  beforeAll(async () => {
    mine = await fillProject(collector())
    const { keys } = await addProject(collector().data)
    foreignKeys = Object.values(keys)
    operations = await readOperations(collector())
  })

  const ask = async (operation: Operation, key: string) => {
    const { path, body } = requestFor(operation, mine)
    const answer = await sendRequest(collector().url + path, {
      method: operation.method,
      headers: { 'x-api-key': key, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { ...answer, asked: `${operation.method} ${path}` }
  }

  const everythingOfMine = async () => {
    const read = operations.filter(({ method, path }) => method === 'GET' && path.includes('{'))
    const answers = await Promise.all(read.map((each) => ask(each, collector().keys.project)))
    return answers.map(({ asked, status, text }) => ({ asked, status, text }))
  }

  it('are filled, so that there is something to see', async () => {
    const answers = await everythingOfMine()
    const telling = answers.filter(({ text }) => text.includes(mine.marker))

    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    for (const part of [
      '/v1/issues/',
      '/export',
      '/issues?',
      '/entries',
      '/search',
      '/scrub-rules',
    ])
      expect([part, telling.some(({ asked }) => asked.includes(part))]).toEqual([part, true])
  })

  it('never see each other, by any id, with any kind of key', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const key of foreignKeys) {
        const { asked, status, text } = await ask(operation, key)
        expect([asked, [403, 404].includes(status), status]).toEqual([asked, true, status])
        expect([asked, text.includes(mine.marker)]).toEqual([asked, false])
      }
    }
  })

  // Before they write: what they have sent is theirs, also under an id of the other project.
  it('tell no foreign id from an unknown one', async () => {
    const [, foreign = ''] = foreignKeys
    const unknown = Object.fromEntries(
      Object.keys(mine.ids).map((each) => [each, '00000000-0000-4000-8000-000000000000']),
    )
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      const known = await ask(operation, foreign)
      const { path, body } = requestFor(operation, { ...mine, ids: unknown })
      const other = await sendRequest(collector().url + path, {
        method: operation.method,
        headers: { 'x-api-key': foreign, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      const blank = (text: string) =>
        Object.values(mine.ids)
          .reduce((blanked, id) => blanked.replaceAll(id, 'ID'), text)
          .replace(/[0-9a-f-]{36}/g, 'ID')
      expect([known.asked, known.status, blank(known.text)]).toEqual([
        known.asked,
        other.status,
        blank(other.text),
      ])
    }
  })

  it('do not see each other where no id is asked for, either', async () => {
    for (const operation of operations.filter(({ path }) => !path.includes('{'))) {
      for (const key of foreignKeys) {
        const { asked, text } = await ask(operation, key)
        expect([asked, text.includes(mine.marker)]).toEqual([asked, false])
        expect([asked, text.includes(collector().projectId)]).toEqual([asked, false])
      }
    }
  })

  it('cannot write into each other', async () => {
    const rules = operations.filter(({ method }) => method !== 'GET')
    for (const operation of rules) for (const key of foreignKeys) await ask(operation, key)

    const after = await everythingOfMine()

    expect(after.filter(({ text }) => text.includes('intruder'))).toEqual([])
    const issues = after.find(({ asked }) => /projects\/[^/]+\/issues/.test(asked))
    expect(JSON.parse(String(issues?.text)).total).toBe(1)
  })
})
