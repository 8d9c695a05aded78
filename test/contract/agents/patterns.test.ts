import { describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { newStory } from '../../helpers/agent-stories.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('the patterns of a project', () => {
  const collector = useCollector()
  const list = () => `/api/casefile/v1/projects/${collector().projectId}/patterns`
  const ask = (request: string, body?: object) =>
    call(collector(), request, { key: collector().keys.project, ...(body && { body }) })

  const sendRun = async (prompt: string, more: object = {}) => {
    const { runId, sessionId, startTime } = newStory()
    const reply = await call(collector(), 'POST /v1/custom', {
      key: collector().keys.ingest,
      body: {
        type: 'run',
        run_id: runId,
        session_id: sessionId,
        start_time: new Date(startTime).toISOString(),
        end_time: new Date(startTime + 1000).toISOString(),
        status_code: 0,
        prompt: { user_prompt: prompt },
        response: 'Let me see.',
        conversational: true,
        ...more,
      },
    })
    expect(reply.status).toBe(200)
    return runId
  }
  const runsOf = async (slug: string) => {
    const { body } = await ask(`GET /v1/patterns/${slug}/runs?range=1d`)
    return (body.runs as { run_id: string }[]).map(({ run_id }) => run_id)
  }

  it('are found in conversations behind their arrival, and nowhere else', async () => {
    const frustrated = await sendRun('This is ridiculous, I already told you my number')
    await sendRun('This is ridiculous, I already told you', { conversational: false })
    await sendRun('Do you have teapots?')

    await expect.poll(() => runsOf('user-frustration'), { timeout: 10_000 }).toEqual([frustrated])

    const { body } = await ask(`GET /v1/patterns/user-frustration/runs?range=1d`)
    expect(body.runs[0]).toMatchObject({
      evidence: 'This is ridiculous, I already told you my number',
      patterns: ['user-frustration'],
    })
  })

  it('can be defined, and are looked for in what came before', async () => {
    const runId = await sendRun('Is there a coupon for students?')
    const pattern = {
      name: 'Asks for a discount',
      description: 'Wants a lower price.',
      definition: { in: 'prompt', phrases: ['coupon', 'discount'] },
    }

    const saved = await ask(`PUT ${list()}/asks-for-discount`, pattern)
    expect(saved).toMatchObject({
      status: 200,
      body: { slug: 'asks-for-discount', built_in: false },
    })
    await expect.poll(() => runsOf('asks-for-discount'), { timeout: 10_000 }).toEqual([runId])

    const { body } = await ask(`GET ${list()}`)
    expect(body.patterns.map(({ slug }: { slug: string }) => slug)).toEqual([
      'user-frustration',
      'user-confusion',
      'task-failure-reported',
      'asks-for-discount',
    ])
  })

  it('can be switched off and deleted, with what they matched', async () => {
    const runId = await sendRun('Where is your giftcard page?')
    const pattern = { name: 'Gift cards', definition: { phrases: ['giftcard'] } }
    await ask(`PUT ${list()}/gift-cards`, pattern)
    await expect.poll(() => runsOf('gift-cards'), { timeout: 10_000 }).toEqual([runId])

    expect((await ask(`DELETE ${list()}/gift-cards`)).status).toBe(204)

    expect((await ask('GET /v1/patterns/gift-cards/runs?range=1d')).status).toBe(404)
    expect((await ask(`DELETE ${list()}/gift-cards`)).status).toBe(404)
    const { body } = await ask(`GET /v1/runs/${runId}?source=prod`)
    expect(body.run.patterns).toEqual([])
  })

  it('are refused with the reason when they cannot work', async () => {
    const define = (slug: string, body: object) => ask(`PUT ${list()}/${slug}`, body)
    const nothing = { name: 'x', definition: {} }

    expect(await define('nothing', nothing)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('definition finds nothing') },
    })
    expect(
      (await define('user-frustration', { ...nothing, definition: { phrases: ['a'] } })).status,
    ).toBe(409)
    expect((await define('Not Kebab', nothing)).status).toBe(400)
    expect((await define('long', { ...nothing, name: 'x'.repeat(51) })).status).toBe(400)
    expect((await define('much', { ...nothing, definition: { sql: 'x' } })).status).toBe(400)
  })
})
