// Checked by `npm run types`: what must compile compiles, what must not does not.
import { configure, run, submitFeedback } from '../../src/agent/index.ts'
import { init, type Handle, type Options, ReportError } from '../../src/index.ts'
import { mountWidget } from '../../widget/index.ts'

const handle: Handle = init({ key: 'uc_pk_1', endpoint: '/casefile' })
const { report, sessionId } = handle
const receipt = await report({ description: 'It is broken' })
export const told: string = receipt.stored ? `kept: ${receipt.stored}` : receipt.issueId
// @ts-expect-error -- a report that is kept has no number yet
export const issueId: string = receipt.issueId
handle.onReportSettled((settled) =>
  settled.outcome === 'arrived' ? settled.issueId : settled.reason,
)
export const id: string = sessionId()

mountWidget(handle, { position: 'bottom-left' }).open()

// @ts-expect-error -- a key is required
init({ endpoint: '/casefile' })
// @ts-expect-error -- there is no such mode
init({ key: 'uc_pk_1', endpoint: '/casefile', mode: 'sometimes' })
// @ts-expect-error -- an option that is misspelt
init({ key: 'uc_pk_1', endpoint: '/casefile', capture: { clickz: false } })
// @ts-expect-error -- the answer is granted or denied
handle.setConsent('maybe')

export const options: Options = {
  key: 'uc_pk_1',
  endpoint: 'https://casefile.example.com',
  capture: { replay: { maskText: false } },
  beforeStore: ({ event }) => (event.type === 'storage' ? undefined : event),
}

export const isOffline = (error: unknown): boolean =>
  error instanceof ReportError && error.code === 'unreachable'

configure({ apiKey: 'tcc_prod_1', endpoint: 'https://casefile.example.com' })
const asked = run({ conversational: true }).prompt('p', { system: 's' }).metadata({ plan: 'pro' })
asked.step('step-1').model('m').tokens({ completion: 1 }).end()
asked.toolCall({ name: 't' }).args({ a: 1 }).error('no')
export const ended: Promise<void> = asked.response('r').end()
export const arrived: Promise<boolean> = submitFeedback({ runId: asked.runId, score: 'thumbs_up' })

// @ts-expect-error -- a status is 0 or 2
asked.status(1)
// @ts-expect-error -- a prompt is a text, or names one
asked.prompt({ messages: [] })
// @ts-expect-error -- there are two thumbs
void asked.feedback({ score: 'sideways' })
// @ts-expect-error -- a tool call that ends is over
asked.toolCall('t').end().args({})
