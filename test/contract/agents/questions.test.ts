import { beforeAll, describe, expect, it } from 'vitest'

import { sendRuns } from '../../helpers/agent-client.ts'
import { call } from '../../helpers/collector-client.ts'
import { seededRuns } from '../../helpers/seeded-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const DAY = 24 * 60 * 60_000
const RUNS = seededRuns(120, { seed: 11, end: Date.now(), spread: 3 * DAY })

describe('a question about runs', () => {
  const collector = useCollector()

  beforeAll(async () => {
    await sendRuns(collector(), RUNS)
  })

  const ask = async (query: string, more: object = {}) => {
    const { keys } = collector()
    const body = { query, ...more }
    const reply = await call(collector(), 'POST /v1/insight-search', { key: keys.read, body })
    expect(reply.status).toBe(200)
    return reply.body as {
      answer: string
      evidence: { type: string; id: string; snippet: string; score: number }[]
      from: string
      to: string
    }
  }

  it('about failures is answered with the commonest, and a run to look at', async () => {
    const { answer, evidence } = await ask(
      'What are the most common failure patterns of the last two weeks?',
    )

    const counts = Object.entries(
      Object.groupBy(
        RUNS.flatMap(({ calls }) => calls).filter(({ status_code }) => status_code === 2),
        ({ tool_name }) => tool_name,
      ),
    ).map(([tool, calls = []]) => [tool, calls.length] as const)
    for (const [tool, count] of counts) {
      expect(answer).toMatch(new RegExp(`\`${tool}\`.*\\(${count} times`))
    }
    expect(evidence.every(({ type }) => type === 'failure')).toBe(true)
    expect(RUNS.some(({ run }) => answer.includes(run.run_id))).toBe(true)
  })

  it('about the error rate gives the exact one', async () => {
    const { answer } = await ask('How often do runs fail? Give me the error rate')

    const failed = RUNS.filter(({ run }) => run.status_code === 2).length
    expect(answer).toContain(`${Math.round((failed / RUNS.length) * 100)} %`)
    expect(answer).toContain(`${RUNS.length} runs failed (${failed})`)
  })

  it('about tools that fail puts the one first that fails most often, with a run of it', async () => {
    const { answer } = await ask('Which tools fail most?')

    const rates = Object.entries(
      Object.groupBy(
        RUNS.flatMap(({ calls }) => calls),
        ({ tool_name }) => tool_name,
      ),
    ).map(([tool, calls = []]) => {
      return { tool, rate: calls.filter((call) => call.status_code === 2).length / calls.length }
    })
    const expected = rates.sort((a, b) => b.rate - a.rate).map(({ tool }) => tool)
    expect([...answer.matchAll(/^\| `(\w+)`/gm)].map(([, tool]) => tool)).toEqual(expected)
    expect(answer).toMatch(/The latest runs of the first: `run-11-\d+`/)
  })

  it('about the slowest cites them in order', async () => {
    const { evidence } = await ask('top 3 slowest runs')

    const duration = ({ run }: (typeof RUNS)[number]) =>
      Date.parse(run.end_time) - Date.parse(run.start_time)
    const slowest = [...RUNS].sort((a, b) => duration(b) - duration(a)).slice(0, 3)
    expect(evidence.map(({ id }) => id)).toEqual(slowest.map(({ run }) => run.run_id))
  })

  it('about a user is answered with what that user did', async () => {
    const { answer, evidence } = await ask('What did user user-7 do?')

    const own = RUNS.filter(({ run }) => run.metadata['tcc.userId'] === 'user-7')
    expect(answer).toContain(`${own.length} run`)
    const ids = new Set(own.map(({ run }) => run.run_id))
    expect(evidence.length).toBeGreaterThan(0)
    expect(evidence.every(({ id }) => ids.has(id))).toBe(true)
  })

  it.each([
    ['Which models do we use most?', '| Model |'],
    ['How are the tools doing?', '| Tool |'],
    ['What does it cost?', '$'],
    ['How many runs were there?', '120 runs'],
    ['How long do runs take?', 'on average'],
    ['What do users think? Any feedback?', 'thumbs up'],
    ['What do people ask about?', '**question**'],
    ['Give me an overview', 'The most common failures'],
    ['What is the meaning of life?', 'The question was not understood, so this is an overview.'],
  ])('“%s” is answered', async (question, part) => {
    const { answer } = await ask(question)

    expect(answer).toContain(part)
    expect(answer).not.toContain('NaN')
    // A time as people read it, and with its zone.
    expect(answer).toMatch(/From [\d-]+ \d\d:\d\d UTC to [\d-]+ \d\d:\d\d UTC/)
    expect(answer).not.toMatch(/\d\.\d{3}Z/)
  })

  it('about a time in which nothing ran says so', async () => {
    const { answer, evidence } = await ask('Why do runs fail?', {
      from: '2020-01-01T00:00:00Z',
      to: '2020-01-02T00:00:00Z',
    })

    expect(answer).toContain('Nothing that the question is about happened in this time')
    expect(evidence).toEqual([])
  })

  it('says in Markdown what users wrote, and lets none of it become Markdown', async () => {
    const hostile = '[click](https://evil.example) <img src=x onerror=alert(1)> # big `code`'
    const start = new Date().toISOString()
    const body = {
      ...{ type: 'run', run_id: 'hostile-run', start_time: start, end_time: start },
      ...{ status_code: 2, status_message: hostile, prompt: { user_prompt: hostile } },
    }
    await call(collector(), 'POST /v1/custom', { key: collector().keys.ingest, body })

    const { answer } = await ask('Show the latest failed run')

    expect(answer).toContain('hostile-run')
    expect(answer).not.toMatch(/(?<!\\)\]\(/)
    expect(answer).not.toMatch(/(?<!\\)<img/)
  })
})
