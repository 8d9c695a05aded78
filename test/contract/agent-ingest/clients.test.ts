import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import { runItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { storedRun } from '../../helpers/stored-runs.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const fileOf = (name: string) => fileURLToPath(new URL(`../../helpers/${name}`, import.meta.url))

/** Each is a process of its own, as its users have it. */
describe('a published client', () => {
  const collector = useCollector()
  const runClient = async (name: string, ids: Record<string, string>) => {
    const connections = join(temporaryFolder(), 'connections')
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [fileOf(`agent-clients/${name}.mjs`)],
      {
        env: {
          ...process.env,
          ...ids,
          NODE_OPTIONS: `--import=${fileOf('record-connections.mjs')}`,
          CASEFILE_TEST_CONNECTIONS: connections,
          TCC_BASE_URL: collector().url,
          TCC_API_KEY: collector().keys.ingest,
          TCC_DISABLE_ANONYMOUS_TELEMETRY: 'true',
        },
      },
    )
    expect(existsSync(connections)).toBe(true)
    const port = new URL(collector().url).port
    const elsewhere = readFileSync(connections, 'utf8')
      .split('\n')
      .filter((line) => line && !line.endsWith('is watched') && !line.includes(`"port":"${port}"`))
    expect(elsewhere).toEqual([])
    return { stdout, stderr }
  }
  const stored = (runId: string) => storedRun(collector(), runId)

  it('of custom runs sends them, and what comes later', async () => {
    const [runId, failedRunId, factoryRunId] = [randomUUID(), randomUUID(), randomUUID()]
    await runClient('custom', {
      RUN_ID: runId,
      FAILED_RUN_ID: failedRunId,
      FACTORY_RUN_ID: factoryRunId,
    })

    expect(await stored(runId)).toMatchObject({
      sessionId: 'session-abc',
      agent: 'support-agent',
      prompt: 'What is the weather?',
      response: 'It is 72F.',
      stepCount: 2,
      promptTokens: 150,
      cost: 0.0042,
      feedback: { score: 'thumbs_up', text: 'Very helpful!' },
    })
    expect((await stored(runId)).toolCalls.map(({ toolName }) => toolName).sort()).toEqual([
      'get_weather',
      'late',
    ])
    expect(await stored(failedRunId)).toMatchObject({
      statusCode: 2,
      statusMessage: 'boom password=[REDACTED]',
      steps: [{ statusMessage: 'Parent run errored' }],
    })
    expect(await stored(factoryRunId)).toMatchObject({
      startTime: Date.parse('2025-01-01T00:00:00Z'),
      toolCalls: [{ statusCode: 2, args: '{"a":1}' }],
    })
  })

  it('of OpenTelemetry sends what the AI SDK did, each token counted once', async () => {
    const runId = randomUUID()
    await runClient('otel', { RUN_ID: runId })

    expect(await stored(runId)).toMatchObject({
      framework: 'otel',
      sessionId: 'session-otel',
      conversational: true,
      agent: 'support-agent',
      metadata: { plan: 'pro' },
      prompt: 'weather?',
      response: '72F',
      stepCount: 2,
      promptTokens: 20,
      promptCachedTokens: 2,
      completionTokens: 10,
      steps: [{ finishReason: 'tool-calls' }, { finishReason: 'stop', response: '72F' }],
      toolCalls: [{ spanId: 'call-1', toolName: 'get_weather', args: '{"city":"SF"}' }],
    })
  })

  it('sends protobuf, plain and packed, for runs and for steps of a run sent elsewhere', async () => {
    const [runId, stepRunId] = [randomUUID(), randomUUID()]
    const { stdout } = await runClient('protobuf', { RUN_ID: runId, STEP_RUN_ID: stepRunId })
    await call(collector(), 'POST /v1/custom', {
      key: collector().keys.ingest,
      body: runItem({ run_id: stepRunId, response: 'elsewhere' }),
    })

    const type = 'application/x-protobuf'
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      ['/v1/traces', 200, type, 0],
      ['/v1/traces', 200, type, 0],
      ['/v1/otel-steps', 200, type, 0],
    ])
    expect(await stored(runId)).toMatchObject({
      agent: 'support',
      metadata: { plan: 'pro' },
      startTime: 1_700_000_000_000,
      endTime: 1_700_000_001_500,
      promptTokens: 12,
      completionTokens: 3,
      steps: [
        {
          statusCode: 2,
          statusMessage: 'too long',
          finishReason: 'stop',
          attributes: { score: 0.25, 'exception.type': 'RangeError' },
        },
      ],
    })
    expect(await stored(stepRunId)).toMatchObject({
      framework: 'custom',
      response: 'elsewhere',
      steps: [{ modelRequested: 'gpt-4o-mini', response: 'hello', completionTokens: 2 }],
    })
  })
})
