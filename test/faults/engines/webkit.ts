import { startWebkit } from '../../browser/fidelity/drivers/webkit.ts'
import { asJson } from './as-json.ts'
import type { Engine } from './engine.ts'

/** WebDriver looks at one tab at a time, so that commands of different tabs wait for each other. */
export async function launchWebkit(): Promise<Engine> {
  const { command, stop } = await startWebkit()
  // Stays open: the way to a new tab is through one that is there.
  const first = (await command('GET', '/window')) as string

  let busy: Promise<unknown> = Promise.resolve()
  const inTab = (handle: string, method: string, path: string, body?: object) => {
    const answer = busy.then(async () => {
      await command('POST', '/window', { handle })
      return command(method, path, body)
    })
    busy = answer.catch(() => {})
    return answer
  }

  return {
    async open(url) {
      const { handle } = (await inTab(first, 'POST', '/window/new', { type: 'tab' })) as {
        handle: string
      }
      await inTab(handle, 'POST', '/url', { url })

      return {
        async run<Result>(expression: string) {
          const { value, error } = (await inTab(handle, 'POST', '/execute/async', {
            script: `${asJson(expression)}.then(
              (value) => arguments[0]({ value }),
              (error) => arguments[0]({ error: String(error) }),
            )`,
            args: [],
          })) as { value?: string; error?: string }
          if (value === undefined) throw new Error(error)
          return JSON.parse(value) as Result
        },
        close: async () => void (await inTab(handle, 'DELETE', '/window')),
      }
    },

    close: stop,
  }
}
