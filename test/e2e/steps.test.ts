import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

interface WithCasefile {
  Casefile: {
    steps(): Promise<string[]>
    flush(): Promise<void>
    setConsent(consent: string): void
  }
}

const steps = () => (window as unknown as WithCasefile).Casefile.steps()

it('tells the person what was done so far, redacted, also when it has been delivered', async () => {
  const { url, keys } = await startCollector()
  const script = `<script src="${url}/casefile.js" data-key="${keys.capture}"></script>`
  const origin = await servePages({
    '/cart': `<!doctype html>${script}<button>Pay for ada@shop.example</button>`,
  })
  const { page } = await openPage(`${origin}/cart?token=1`)

  await page.getByRole('button', { name: 'Pay' }).click()
  await expect.poll(() => page.evaluate(steps)).toHaveLength(2)
  await page.evaluate(() => (window as unknown as WithCasefile).Casefile.flush())

  const told = await page.evaluate(steps)
  expect(told[0]).toBe('Opened /cart')
  expect(told[1]).toMatch(/^Clicked button/)
  expect(told.join()).not.toContain('ada@shop.example')

  await page.evaluate(() => (window as unknown as WithCasefile).Casefile.setConsent('denied'))
  expect(await page.evaluate(steps)).toEqual([])
})
