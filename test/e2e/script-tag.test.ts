import { readFileSync } from 'node:fs'
import { type IncomingMessage, request as requestTo, type ServerResponse } from 'node:http'

import { expect, it } from 'vitest'

import { launchChromium, openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import type { PageWithCasefile } from '../helpers/recording-page.ts'
import { serveAll, servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('starts by itself, and its lazy chunks load, under a policy that names only the collector', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages(
    {
      '/': `<!doctype html><title>Strict</title><h1>Hello</h1>
        <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`,
    },
    {
      'content-security-policy': `default-src 'none'; script-src ${url}; connect-src ${url}; require-trusted-types-for 'script'`,
    },
  )
  const { page, messages } = await openPage(site)

  await page.getByRole('button', { name: 'Report an issue' }).click()
  await page.getByRole('textbox').fill('The page says hello and nothing else')
  const upload = page.waitForResponse((response) => response.url().endsWith('/replay'))
  await page.getByRole('button', { name: /send/i }).click()

  expect((await upload).status()).toBe(202)
  const [issue] = await readCollector(collector).issues()
  await page.getByText(issue!.issueId).waitFor()
  expect(issue!.userDescription).toBe('The page says hello and nothing else')
  expect(messages).toEqual([])
})

it('can be reported to while a picture of the page never arrives', async () => {
  const { url, keys } = await startCollector()
  const site = await servePages({
    '/': `<!doctype html><title>Slow</title><img src="/never">
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`,
    '/never': () => {},
  })
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto(site, { waitUntil: 'commit' })

  await page.getByRole('button', { name: 'Report an issue' }).click()
  await page.getByRole('textbox').fill('The picture does not come')
  await page.getByRole('button', { name: /send/i }).click()

  await page
    .getByText(/Thank you|iss_/)
    .first()
    .waitFor()
})

it('opens the dialog before the launcher is there, on the page’s own button', async () => {
  const { url, keys } = await startCollector()
  const site = await servePages({
    '/': `<!doctype html><title>Own</title>
      <script src="${url}/casefile.js"></script>
      <script>
        Casefile.init({ key: '${keys.capture}', endpoint: '${url}', widget: { launcher: false } })
        Casefile.open()
      </script>`,
  })
  const { page } = await openPage(site)

  await page.getByRole('dialog').waitFor()
})

it.each(['', 'defer'])(
  'gets its chunks from where it came from itself, whatever <base> stands after it (%s)',
  async (loading) => {
    const { url, keys } = await startCollector()
    const site = await serveAll((request, response) => {
      if (request.url === '/') {
        response.setHeader('content-type', 'text/html')
        response.end(`<!doctype html><title>Based</title>
          <script src="/casefile.js" ${loading} data-key="${keys.capture}" data-endpoint="${url}"></script>
          <base href="http://127.0.0.1:1/elsewhere/">`)
        return
      }
      void fetch(url + request.url).then(async (answer) => {
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? '',
        })
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
    })
    const { page } = await openPage(site)

    await page.getByRole('button', { name: 'Report an issue' }).click()

    await page.getByRole('dialog').waitFor()
  },
)

it('says so when code that a report needs never comes', async () => {
  const { url, keys } = await startCollector()
  const site = await servePages({
    '/': `<!doctype html><title>Stuck</title>
      <script>
        // Half a minute, for those who cannot wait.
        const { setTimeout } = window
        window.setTimeout = (run, delay, ...rest) => setTimeout(run, delay / 100, ...rest)
      </script>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-widget="off"></script>`,
  })
  const { page, context, messages } = await openPage('about:blank')
  await context.route(/casefile-late/, () => {})
  await page.goto(site, { waitUntil: 'commit' })
  await page.waitForFunction(() => 'Casefile' in window)

  const outcome = await page.evaluate(() =>
    (window as unknown as PageWithCasefile).Casefile.report({ description: 'x' }).then(
      () => 'sent',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    ),
  )
  // Nor does it keep an app waiting.
  await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    await Casefile.flush()
    await Casefile.stop()
  })

  expect(outcome).toBe('unreachable: Casefile could not load')
  expect(messages).toEqual([])
})

it('makes the calls a stub has queued, in order, and answers them', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const stub = readStub()
  const site = await servePages({
    '/': `<!doctype html><title>Queued</title>
      <script>${stub}
        Casefile.init({ key: '${keys.capture}', endpoint: '${url}' })
        Casefile.identify({ id: 'user-7' })
        Casefile.report({ description: 'Sent before the script had loaded' })
          .then((receipt) => { window.issueId = receipt.issueId })
      </script>
      <script src="${url}/casefile.js" async></script>`,
  })
  const { page } = await openPage(site)

  const issueId = await page.waitForFunction(() => (window as { issueId?: string }).issueId)
  const issue = await readCollector(collector).issue(String(await issueId.jsonValue()))

  expect(issue.userDescription).toBe('Sent before the script had loaded')
  expect(issue.metadata.user).toEqual({ id: 'user-7' })
})

it('names an option it cannot use in one console.error and leaves the page alone', async () => {
  const { url } = await startCollector()
  const site = await servePages({
    '/': `<!doctype html><title>Wrong</title>
      <script src="${url}/casefile.js"></script>
      <script>
        Casefile.init({ key: 'uc_pk_1', endpoint: '${url}', mode: 'sometimes' })
        Casefile.identify({ id: '1' })
        Casefile.report({ description: 'x' }).catch((error) => { document.title = error.code })
      </script>`,
  })
  const { page, messages } = await openPage(site)

  await page.waitForFunction(() => document.title === 'inactive')
  expect(messages).toEqual([
    '[casefile] option `mode` is "sometimes"; it must be always or on-error or on-report. Nothing is recorded.',
  ])
  expect(await page.locator('body').innerHTML()).not.toContain('casefile-widget')
})

it('keeps to the first copy when the script is on the page twice', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const tag = `<script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`
  const site = await servePages({
    '/': `<!doctype html><title>Twice</title>${tag}${tag}<script>console.log('once')</script>`,
  })
  const { page } = await openPage(site)

  const sessionId = await page.evaluate(async () => {
    const { Casefile } = window as unknown as {
      Casefile: { flush(): Promise<void>; sessionId(): string }
    }
    await Casefile.flush()
    return Casefile.sessionId()
  })

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(sessionId))
  expect(
    events.filter((event) => event.type === 'console' && event.message === 'once'),
  ).toHaveLength(1)
  expect(await page.getByRole('button', { name: 'Report an issue' }).count()).toBe(1)
})

it('gets its chunks from the endpoint where a script cannot know its own address', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Module</title>
      <script type="module">
        await import('${url}/casefile.js')
        Casefile.init({ key: '${keys.capture}', endpoint: '${url}' })
      </script>`,
  })
  const { page } = await openPage(site)

  await page.getByRole('button', { name: 'Report an issue' }).click()
  await page.getByRole('textbox').fill('Sent from a module')
  await page.getByRole('button', { name: /send/i }).click()
  await page.getByText('Thank you').waitFor()

  expect(await readCollector(collector).issues()).toMatchObject([
    { userDescription: 'Sent from a module' },
  ])
})

it.each(['/casefile.js', 'versioned'])(
  'finds the collector it came from by itself (%s)',
  async (path) => {
    const collector = await startCollector()
    const { url, keys } = collector
    const health = (await (await fetch(`${url}/health`)).json()) as { sdkUrl: string }
    const script = path === 'versioned' ? `${url}${health.sdkUrl}` : url + path
    const site = await servePages({
      '/': `<!doctype html><title>Short</title><script src="${script}" data-key="${keys.capture}"></script>`,
    })
    const { page } = await openPage(site)

    await page.getByRole('button', { name: 'Report an issue' }).click()
    await page.getByRole('textbox').fill('Sent by the shortest tag')
    await page.getByRole('button', { name: /send/i }).click()
    await page.getByText('Thank you').waitFor()

    expect(await readCollector(collector).issues()).toHaveLength(1)
  },
)

it('records the requests of a page that shares its origin and prefix with the collector', async () => {
  const collector = await startCollector()
  const { keys } = collector
  // What a proxy does: the collector and the page's own API under one origin.
  const { hostname, port } = new URL(collector.url)
  const forward = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url: path, headers } = request
    const onward = requestTo({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  }
  const page = `<!doctype html><title>One origin</title>
    <script src="/casefile.js"></script>
    <script>
      Casefile.init({ key: '${keys.capture}', endpoint: '/' })
      fetch('/v1/orders').then(() => { document.title = 'done' })
    </script>`
  const site = await serveAll((request, response) => {
    if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    else if (request.url === '/v1/orders') response.writeHead(204).end()
    else forward(request, response)
  })
  const opened = await openPage(site)
  await opened.page.waitForFunction(() => document.title === 'done')

  const sessionId = await opened.page.evaluate(async () => {
    const { Casefile } = window as unknown as {
      Casefile: { flush(): Promise<void>; sessionId(): string }
    }
    await Casefile.flush()
    return Casefile.sessionId()
  })

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(sessionId))
  expect(events.filter(({ type }) => type === 'network')).toMatchObject([
    { method: 'GET', url: `${site}/v1/orders`, status: 204 },
  ])
})

it('puts the launcher back when the page replaces its body', async () => {
  const { url, keys } = await startCollector()
  const site = await servePages({
    '/': `<!doctype html><title>Turbo</title>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`,
  })
  const { page } = await openPage(site)
  const launcher = page.getByRole('button', { name: 'Report an issue' })
  await launcher.waitFor()

  await page.evaluate(() => {
    document.body.replaceWith(document.createElement('body'))
  })

  await launcher.click()
  await page.getByRole('textbox').waitFor()
})

it('serves the alias for a short time, versions for good, and both to any origin', async () => {
  const { url } = await startCollector()

  const alias = await fetch(`${url}/casefile.js`)
  expect(alias.headers.get('cache-control')).toBe('public, max-age=300')
  expect(alias.headers.get('access-control-allow-origin')).toBe('*')

  const [, hash] = /\bdialog:"([\w-]+)"/.exec(await alias.text())!
  const immutable = await fetch(`${url}/casefile-dialog-${hash}.js`)
  expect(immutable.status).toBe(200)
  expect(immutable.headers.get('cache-control')).toContain('immutable')
  expect(immutable.headers.get('access-control-allow-origin')).toBe('*')
})

/** The stub as the README prints it: what a newcomer pastes is what is tested. */
function readStub(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  return /```js\n(window\.Casefile[\s\S]*?)```/.exec(readme)![1]!
}
