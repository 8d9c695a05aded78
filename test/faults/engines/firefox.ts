import { startFirefox } from '../../browser/fidelity/drivers/firefox.ts'
import { asJson } from './as-json.ts'
import type { Engine } from './engine.ts'

interface Evaluated {
  type: 'success' | 'exception'
  result?: { value: string }
  exceptionDetails?: { text: string }
}

export async function launchFirefox(profile: string): Promise<Engine> {
  let firefox = await startFirefox(profile)

  return {
    async open(url) {
      const { send } = firefox
      const { context } = (await send('browsingContext.create', { type: 'tab' })) as {
        context: string
      }
      await send('browsingContext.navigate', { context, url, wait: 'complete' })

      return {
        async run<Result>(expression: string) {
          const { type, result, exceptionDetails } = (await send('script.evaluate', {
            expression: asJson(expression),
            target: { context },
            awaitPromise: true,
          })) as Evaluated
          if (type === 'exception') throw new Error(exceptionDetails?.text)
          return JSON.parse(result!.value) as Result
        },
        close: async () => void (await send('browsingContext.close', { context })),
      }
    },

    async restartKilled() {
      await firefox.stop('SIGKILL')
      firefox = await startFirefox(profile)
    },

    close: () => firefox.stop(),
  }
}
