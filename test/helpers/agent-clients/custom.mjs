/** A program that uses the published client of `/v1/custom`, told by its environment where to send. */
import { run, sendRun, sendStep, sendToolCall, submitFeedback } from '@contextcompany/custom'

const { RUN_ID: runId, FACTORY_RUN_ID: factoryRunId, FAILED_RUN_ID: failedRunId } = process.env

const weather = run({ runId, sessionId: 'session-abc', conversational: true })
weather.prompt({ user_prompt: 'What is the weather?', system_prompt: 'You are a weather agent.' })
weather.metadata({ 'tcc.agent': 'support-agent', 'tcc.userId': 'user-123', plan: 'pro' })
const step = weather.step('step-1')
step.prompt('[{"role":"user","content":"hi"}]').response('calling tool')
step.model({ requested: 'gpt-4o', used: 'gpt-4o-2024-08-06' }).finishReason('tool_calls')
step.tokens({ uncached: 120, cached: 30, completion: 45 }).cost(0.0042)
step.end()
const tool = weather.toolCall('get_weather')
tool.args({ city: 'San Francisco' }).result({ temp: 72 })
tool.end()
weather.response('It is 72F.')
await weather.end()
await sendStep({ runId, prompt: 'p', response: 'r', startTime: new Date(), endTime: new Date() })
await sendToolCall({ runId, name: 'late', startTime: new Date(), endTime: new Date() })
await submitFeedback({ runId, score: 'thumbs_up', text: 'Very helpful!' })

const failed = run({ runId: failedRunId })
failed.step('open')
await failed.error('boom password=hunter2')

await sendRun({
  runId: factoryRunId,
  prompt: { user_prompt: 'factory' },
  response: 'r',
  startTime: new Date('2025-01-01T00:00:00Z'),
  endTime: '2025-01-01T00:00:01Z',
  toolCalls: [
    {
      name: 't',
      args: { a: 1 },
      statusCode: 2,
      statusMessage: 'bad',
      startTime: new Date('2025-01-01T00:00:00Z'),
      endTime: new Date('2025-01-01T00:00:01Z'),
    },
  ],
})
