import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { openPage } from '../../helpers/launch-chromium.ts'
import { readCollector } from '../../helpers/read-collector.ts'
import type { PageWithCasefile } from '../../helpers/recording-page.ts'
import { serveAll } from '../../helpers/serve-pages.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { chosenEngine } from './drivers/driver.ts'

// Pages that others have written, as they come in their packages.

const PACKAGES = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

/** UIkit builds this file for its own pages and leaves it out of the package. */
const UIKIT_LOADER = `document.writeln(
  '<link rel="stylesheet" href="../dist/css/uikit.css">' +
  '<script src="../dist/js/uikit.js"></' + 'script><script src="../dist/js/uikit-icons.js"></' + 'script>')`

interface ForeignPage {
  path: string
  /** Uses what the page is for, and returns what came of it. */
  use(page: Page): Promise<unknown>
  expected: unknown
}

const FOREIGN_PAGES: readonly ForeignPage[] = [
  {
    path: 'jquery-ui-dist/index.html',
    async use(page) {
      await page.locator('#tabs').getByRole('tab', { name: 'Second' }).click()
      await page.locator('#autocomplete').pressSequentially('ja')
      await page.locator('.ui-autocomplete .ui-menu-item').first().click()
      await page.locator('#dialog-link').click()
      const title = await page.locator('.ui-dialog-title').textContent()
      await page.locator('.ui-dialog-buttonpane button').first().click()
      return {
        panel: await page.locator('#tabs-2').isVisible(),
        value: await page.locator('#autocomplete').inputValue(),
        title,
        open: await page.locator('.ui-dialog').isVisible(),
      }
    },
    expected: { panel: true, value: 'Java', open: false },
  },
  {
    path: 'uikit/tests/accordion.html',
    async use(page) {
      const second = page.locator('.uk-accordion > li').nth(1)
      await second.locator('.uk-accordion-title').click()
      await page.locator('.uk-accordion > li:nth-child(2).uk-open').first().waitFor()
      // Open from the first picture of its animation on, in which the page is another.
      await page.waitForFunction(
        () => !document.querySelector('[class*="uk-togglable-"], .uk-transition'),
      )
      return { open: await second.locator('.uk-accordion-content').isVisible() }
    },
    expected: { open: true },
  },
  {
    path: 'uikit/tests/modal.html',
    async use(page) {
      await page.locator('[href="#modal-sections"]').click()
      await page.locator('.uk-modal.uk-open').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.uk-modal.uk-open').waitFor({ state: 'detached' })
      await page.locator('html:not(.uk-modal-page)').waitFor()
      return { open: await page.locator('.uk-modal.uk-open').count() }
    },
    expected: { open: 0 },
  },
  {
    path: 'reveal.js/demo.html',
    async use(page) {
      await page.locator('.reveal.ready').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.waitForFunction(() => location.hash !== '')
      return { hash: new URL(page.url()).hash }
    },
    expected: { hash: '#/1' },
  },
]

const inChromium = it.skipIf(chosenEngine() !== 'chromium')
const collector = useCollector()

/** Serves all packages, with a tag put into their pages. */
function servePackages(tag: string): Promise<string> {
  return serveAll((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const send = (body: string | Uint8Array) => {
      const isPage = extname(pathname) === '.html'
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/plain' })
      response.end(isPage ? String(body).replace(/<\/head>|<title>/, (at) => `${tag}${at}`) : body)
    }
    if (pathname === '/favicon.ico') response.writeHead(204).end()
    else if (pathname === '/uikit/tests/js/test.js') send(UIKIT_LOADER)
    else readFile(PACKAGES + pathname).then(send, () => response.writeHead(404).end())
  })
}

async function look({ path, use }: ForeignPage, tag: string) {
  const site = await servePackages(tag)
  const { page, context, messages } = await openPage('about:blank')
  // Pictures and films of elsewhere are no part of the package.
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  )
  await page.goto(`${site}/${path}`)
  await page.waitForLoadState('load')
  const used = await use(page)
  const html = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    for (const ours of copy.querySelectorAll('[data-casefile-widget],script[data-key]'))
      ours.remove()
    return copy.outerHTML
  })
  // Ids that are made up anew each time, and where an animation just is.
  const neutral = html
    .replaceAll(site, '')
    .replace(/\s*style="[^"]*"/g, '')
    .replace(/(id|for|href|aria-\w+)="#?(uk|ui-id)-[\w-]*"/g, '')
    // UIkit begins while the page is still being parsed: whether it finds the panel of a dialog, or
    // takes the dialog itself, hangs on where the parser just was.
    .replaceAll(' role="dialog" aria-modal="true"', '')
    .replace(/\s+/g, ' ')
  return {
    page,
    seen: { used, html: neutral, messages: messages.map((each) => each.replaceAll(site, '')) },
  }
}

inChromium.for(FOREIGN_PAGES.map((page) => [page.path, page] as const))(
  'leaves %s as it is, and records a visit there',
  async ([, foreign]) => {
    const { url, keys } = collector()
    const without = await look(foreign, '')
    expect(without.seen.used).toMatchObject(foreign.expected as object)

    const { page, seen } = await look(
      foreign,
      `<script src="${url}/casefile.js" data-key="${keys.capture}"></script>`,
    )
    expect(seen.messages.toSorted()).toEqual(without.seen.messages.toSorted())
    expect(seen.used).toEqual(without.seen.used)
    expect(seen.html).toBe(without.seen.html)

    const visit = await page.evaluate(async () => {
      const { Casefile } = window as unknown as PageWithCasefile
      await Casefile.flush()
      return Casefile.sessionId()
    })
    const reader = readCollector(collector())
    const events = await reader.events(await reader.sessionId(visit))
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['navigation']))
  },
)
