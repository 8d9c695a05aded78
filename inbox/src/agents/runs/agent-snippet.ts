/** Keys of development are made with `--scope dev`. */
export const CREATE_KEY = 'casefile-server keys create ingest --scope prod'

export function agentCode(endpoint: string): string {
  return `import { configure, run } from 'casefile/agent'

configure({ endpoint: '${endpoint}', apiKey: process.env.CASEFILE_API_KEY })

const r = run({ sessionId, conversational: true }).prompt(question)
const step = r.step('gpt-5').prompt(question)
step.response(answer).end()
const call = r.toolCall('find_order').args({ order })
call.result(found).end()
await r.response(answer).end()`
}
