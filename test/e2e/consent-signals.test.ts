import { expect, it } from 'vitest'

import { launchChromium } from '../helpers/launch-chromium.ts'
import { deliveredMessages, type PageWithCasefile } from '../helpers/recording-page.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { useCollector } from '../helpers/use-collector.ts'

const collector = useCollector()

const GPC = { globalPrivacyControl: true }
const DNT = { doNotTrack: '1' }

it.each([
  ['Global Privacy Control', GPC, 'data-respect-gpc'],
  ['Do Not Track', DNT, 'data-respect-dnt'],
])('records nothing where the browser sends %s, until consent', async (_, signal, attribute) => {
  const page = await open(signal, attribute)

  await page.evaluate(() => console.log('too early'))
  const before = await page.evaluate(async () => [
    sessionStorage.length,
    (await indexedDB.databases()).length,
  ])
  await page.evaluate(() => {
    const { Casefile } = window as unknown as PageWithCasefile
    Casefile.setConsent('granted')
    console.log('allowed')
  })

  expect(before).toEqual([0, 0])
  expect(await deliveredMessages(page, collector())).toEqual(['allowed'])
})

it.each([
  ['without the signal', {}, 'data-respect-gpc data-respect-dnt'],
  ['with a signal that says no', { doNotTrack: '0' }, 'data-respect-gpc data-respect-dnt'],
  ['with a signal the app does not respect', GPC, 'data-respect-dnt'],
  ['with both signals where nothing is said', { ...GPC, ...DNT }, ''],
])('records at once %s', async (_, signals, attributes) => {
  const page = await open(signals, attributes)

  await page.evaluate(() => console.log('at once'))

  expect(await deliveredMessages(page, collector())).toEqual(['at once'])
})

/** A page with the script tag, in a browser that sends these signals. */
async function open(signals: object, attributes: string) {
  const { url, keys } = collector()
  const origin = await servePages({
    '/': `<!doctype html><title>Page</title>
      <script src="${url}/casefile.js" data-key="${keys.capture}" ${attributes}></script>`,
  })
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.addInitScript((given) => {
    for (const [name, value] of Object.entries(given)) {
      Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true })
    }
  }, signals)
  await page.goto(origin)
  return page
}
