import type { Scenarios } from '../harness/scenario.ts'
import { EXERCISED, exercise } from '../page/exercise.ts'
import { next, pause } from '../page/until.ts'

export const policyScenarios: Scenarios = {
  'raises no violation under Trusted Types without workers': {
    headers: { 'content-security-policy': "require-trusted-types-for 'script'; worker-src 'self'" },
    when: 'settled',
    async run({ origin }) {
      const done = await exercise(origin)
      await pause(100)
      return { done, noticed: fidelity.noticed }
    },
    expected: { done: EXERCISED, noticed: [] },
  },

  'raises no violation under a policy that allows nothing but the collector': {
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self' {collector}",
        "connect-src 'self' {collector}",
        // For the icon that some engines ask for.
        "img-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join('; '),
    },
    when: 'settled',
    async run({ origin }) {
      const done = await exercise(origin)
      await pause(100)
      return { done, noticed: fidelity.noticed }
    },
    expected: { done: EXERCISED, noticed: [] },
  },

  'runs in a sandboxed frame, where storage is forbidden': {
    async run({ origin, casefile, initOptions }) {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      const tag = casefile
        ? `<script src="${initOptions.endpoint}/casefile.js" data-key="${initOptions.key}"></${'script'}>`
        : ''
      frame.srcdoc = `<script>
          noticed = []
          onerror = (message) => { noticed.push(message) }
          onunhandledrejection = ({ reason }) => { noticed.push(String(reason)) }
        </${'script'}>${tag}<script>
          (async () => {
            const name = (run) => { try { run(); return 'went well' } catch ({ name }) { return name } }
            const response = await fetch('${origin}/text?body=in the frame')
            await new Promise((resolve) => setTimeout(resolve, 300))
            parent.postMessage({
              text: await response.text(),
              storage: [name(() => localStorage), name(() => sessionStorage)],
              cookie: name(() => document.cookie),
              noticed,
              // It must have run to prove anything.
              loaded: ${casefile ? "typeof Casefile === 'object'" : 'true'},
            }, '*')
          })()
        </${'script'}>`
      const told = next<MessageEvent>(window, 'message')
      document.body.append(frame)
      const { data } = await told
      frame.remove()
      return data as unknown
    },
    expected: {
      text: 'in the frame',
      storage: ['SecurityError', 'SecurityError'],
      noticed: [],
      loaded: true,
    },
  },
}
