import fc from 'fast-check'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { launchChromium } from '../helpers/launch-chromium.ts'
import { formsOf, plantedSecrets, type PlantedSecrets } from '../helpers/planted-secrets.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { readDataFolder } from '../helpers/read-data-folder.ts'
import { readReplay } from '../helpers/read-replay.ts'
import { recordingProxy } from '../helpers/recording-proxy.ts'
import type { PageWithCasefile } from '../helpers/recording-page.ts'
import { reportThroughWidget } from '../helpers/report-through-widget.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('lets no secret reach the device, the wire or the collector, wherever a page has it', async () => {
  const browser = await launchChromium()
  const collector = await startCollector()
  const planted: PlantedSecrets[] = []
  const found: string[] = []

  const journey = async (secrets: PlantedSecrets) => {
    planted.push(secrets)
    const proxy = await recordingProxy(collector, () => html(secrets, collector.keys.capture))
    const context = await browser.newContext()
    const page = await context.newPage()
    const messages: string[] = []
    page.on('console', (message) => messages.push(message.text()))
    await page.goto(`${proxy.origin}/`)
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /recorder/.test(name)),
    )
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))

    await page.evaluate(plantInScripts, secrets)
    await typeInto(page, secrets)
    await page.evaluate(plantInPage, secrets)
    await page.evaluate(() => console.log('the last of them'))

    // Nothing leaves before the report, so all of it lies on the device.
    await expect.poll(() => readDevice(page)).toContain('the last of them')
    const device = await readDevice(page)
    await reportThroughWidget(page, 'It does not work')
    const session = await page.evaluate(() =>
      (window as unknown as PageWithCasefile).Casefile.sessionId(),
    )
    const reader = readCollector(collector)
    const sessionId = await reader.sessionId(session)
    const { events } = await readReplay(reader, sessionId)
    const kinds = new Set((await reader.events(sessionId)).map(({ type }) => type))

    // The places have been reached, or finding nothing there would mean nothing.
    expect(messages.filter((text) => text.startsWith('[planting]'))).toEqual([])
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'console',
        'error',
        'network',
        'socket',
        'storage',
        'click',
        'input',
        'navigation',
      ]),
    )
    expect(JSON.stringify(events)).toContain('harmless-at-first')
    expect(JSON.stringify(events)).toContain('harmless-later')
    expect(proxy.sent.join()).toContain('the last of them')

    found.push(...search(secrets, 'device', device))
    found.push(...search(secrets, 'device after the report', await readDevice(page)))
    found.push(...search(secrets, 'wire', proxy.sent.join('\n')))
    await context.close()
    expect(found).toEqual([])
  }

  await fc.assert(fc.asyncProperty(plantedSecrets, journey), { numRuns: 2, endOnFailure: true })

  await collector.stop()
  const files = await readDataFolder(collector.data)
  expect(files.map(({ text }) => text).join()).toContain('the last of them')
  for (const { where, text } of files) {
    for (const secrets of planted) found.push(...search(secrets, where, text))
  }
  expect(found).toEqual([])
})

/** Where something planted was found, with what stands around it. */
function search(secrets: PlantedSecrets, where: string, text: string): string[] {
  return formsOf(secrets).flatMap((form) => {
    const at = text.indexOf(form)
    return at < 0 ? [] : [`${where}: …${text.slice(Math.max(0, at - 150), at + form.length + 40)}…`]
  })
}

/** All that is ours on the device: IndexedDB, and our keys of both storages. */
function readDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error!)
      })
    const found: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!))
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store)
        found.push(await done(objects.getAllKeys()), await done(objects.getAll()))
      }
      database.close()
    }
    const storages = [localStorage, sessionStorage].flatMap((area) =>
      Object.entries(area).filter(([key]) => key.startsWith('casefile')),
    )
    return JSON.stringify([found, storages])
  })
}

/** What a person does: keys, choices and clicks of the real kind. */
async function typeInto(page: Page, { looking, keyed, wild, word }: PlantedSecrets) {
  await page.locator('#password').pressSequentially(wild)
  await page.locator('#card').pressSequentially(looking.spacedCard)
  await page.locator('#email').pressSequentially(looking.email)
  await page.locator('#any').pressSequentially(word)
  await page.locator('#notes').pressSequentially(`${word} ${looking.jwt}`)
  await page.locator('#editable').pressSequentially(`${word} ${keyed}`)
  await page.locator('#choice').selectOption(word)
  await page.locator('#radio').check()
  await page.locator('#labelled').click()
  await page.locator('#described').click()
  await page.locator('[data-testid]').click()
  await page.locator('#link').click()
  await page.locator('#submit').click()
}

/** The page before any script of ours or the test's has run. */
function html({ looking, keyed, wild, word }: PlantedSecrets, key: string): string {
  const all = escape(Object.values(looking).join(' '))
  const any = escape(wild)
  return `<!doctype html><html><head><title>Inbox of ${escape(looking.email)}</title>
    <meta name="csrf-token" content="${any}"><meta name="author" content="${word}">
    <script src="/casefile.js" data-key="${key}" data-endpoint="/" data-mode="on-report"></script>
    <style>/* ${word} */ i::before { content: "${word}" } b { background: url(/missing.png?${word}) }</style></head>
    <body class="harmless-at-first"><!-- ${word} ${all} -->
    <p title="${word}" data-user="${any}" aria-description="${word}">${word} ${all} ${any}</p>
    <details><summary>${word}</summary>${any}</details><output>${word}</output><svg><title>${word}</title><text>${word}</text></svg>
    <img src="/missing.png?token=${keyed}#${encodeURIComponent(looking.email)}" alt="${word}"><a href="/?x=${word}#${keyed}">x</a>
    <i class="card ${escape(looking.email)}" id="${escape(looking.gitHub)}" style="--name: '${word}'">x</i>
    <form onsubmit="return false">
      <input type="hidden" name="token" value="${any}"><input type="hidden" value="${word}">
      <input id="password" type="password" autocomplete="current-password">
      <input id="card" autocomplete="cc-number"><input id="email" type="email"><input id="any">
      <input type="text" value="${word}"><textarea id="notes"></textarea>
      <select id="choice"><option value="">-</option><option value="${word}">${any}</option></select>
      <input id="radio" type="radio" name="r" value="${word}"><input list="list">
      <datalist id="list"><option value="${word}">${all}</option></datalist>
      <div id="editable" contenteditable>${word}</div>
      <input type="submit" id="submit" value="Pay">
    </form>
    <button id="labelled" type="button" value="${word}">Pay ${all}</button>
    <button id="described" type="button" aria-label="${all}">x</button>
    <button data-testid="${escape(looking.email)}" type="button">Pay</button>
    <a id="link" href="#access_token=${keyed}&card=${encodeURIComponent(looking.hyphenedCard)}">Open</a>
    </body></html>`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** Runs in the page: whatever a script may say, throw, ask for or keep. */
async function plantInScripts({ looking, keyed, wild, word }: PlantedSecrets) {
  const all = Object.values(looking)
  const { Casefile } = window as unknown as PageWithCasefile
  Casefile.addContext({ token: wild, note: `password=${keyed}`, list: all })

  const attempt = async (what: () => unknown) => {
    try {
      await what()
    } catch (error) {
      console.log('[planting]', String(error))
    }
  }

  for (const secret of all) {
    console.log(secret)
    console.log('It is', secret, { deep: [{ value: secret }], [secret]: 1 })
    console.warn('%s and %o', secret, { secret }, new Set([secret]), new Map([[secret, secret]]))
    console.error(new Error(`about ${secret}`, { cause: new TypeError(secret, { cause: secret }) }))
    console.table([{ a: secret }])
    console.debug(`https://ann:${keyed}@shop.example/${encodeURIComponent(secret)}?q=${secret}`)
    localStorage.setItem(`cart:${secret}`, word)
    sessionStorage.setItem(`cart ${secret}`, wild)
    await attempt(() => fetch(`/api/${encodeURIComponent(secret)}?x=${encodeURIComponent(secret)}`))
  }
  console.log({
    password: wild,
    user: { apiKey: [wild], session_id: wild },
    headers: { Cookie: wild },
  })
  console.log(JSON.stringify({ password: keyed, deep: { clientSecret: keyed } }))
  console.log(JSON.stringify(JSON.stringify({ access_token: keyed })))
  console.log('password', keyed, 'token:', keyed, new Map([['secret', wild]]))
  console.info('password: %s', keyed)
  console.info('%c token %s of %d', 'color: red', keyed, 3)
  console.warn(`Authorization: Bearer ${keyed}\nCookie: sid=${keyed}; theme=${keyed}`)
  console.error(
    Object.assign(new Error(`token=${keyed}`), { config: { headers: { authorization: wild } } }),
  )
  console.assert(false, `password=${keyed}`)
  console.group(`token=${keyed}`)
  console.groupEnd()
  console.count(`token=${keyed}`)
  console.trace({ cvv: 123, pin: wild, card: { number: wild } })
  console.log(
    Object.assign(document.createElement('p'), { id: looking.gitHub, className: looking.email }),
  )

  localStorage.setItem('state', JSON.stringify({ token: wild, word }))
  localStorage.token = word
  sessionStorage.setItem('name', word)
  document.cookie = `sid=${keyed}; path=/`
  document.cookie = `theme=${word}; path=/`

  const headers = { authorization: `Bearer ${keyed}`, 'x-api-key': keyed, 'x-name': word }
  const body = JSON.stringify({ word, wild })
  await attempt(() => fetch(`/api?access_token=${keyed}&page=2`, { method: 'POST', headers, body }))
  await attempt(() =>
    fetch(`/api;jsessionid=${keyed}?password=${keyed}#token=${keyed}`, { headers }),
  )
  await attempt(() => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/${encodeURIComponent(looking.email)}?sid=${keyed}`)
    request.setRequestHeader('authorization', `Bearer ${keyed}`)
    return new Promise((resolve) => {
      request.onloadend = resolve
      request.send(body)
    })
  })
  navigator.sendBeacon(`/api?token=${keyed}&email=${looking.email}`, body)
  const socket = new WebSocket(
    `${location.origin.replace('http', 'ws')}/ws?token=${keyed}&e=${looking.email}`,
  )
  socket.onopen = () => socket.send(word)
  new EventSource(`/api/events?token=${keyed}&e=${looking.email}`).onerror = ({ target }) =>
    (target as EventSource).close()

  const boom = (thrown: unknown) =>
    setTimeout(() => {
      throw thrown
    })
  boom(new Error(`password=${keyed} ${all.join(' ')}`, { cause: new Error(`token: ${keyed}`) }))
  boom(`thrown ${looking.jwt}`)
  const named = new Error('named')
  named.name = `token=${keyed}`
  named.stack = `named\n    at f (https://a:${keyed}@x.example/a.js?token=${keyed}:1:2)\n    at ${looking.email}`
  boom(named)
  void Promise.reject(new Error(`refused ${looking.card}`, { cause: { password: wild, all } }))
  void Promise.reject({ token: wild, all })
  void Promise.reject(`refused ${all.join(', ')}`)

  document.title = `Inbox of ${looking.email}`
  history.pushState(
    null,
    '',
    `/u/${encodeURIComponent(looking.email)}?access_token=${keyed}#${looking.jwt}`,
  )
  history.replaceState(null, '', `/?code=${looking.google}&password=${keyed}`)
  location.hash = `id_token=${looking.jwt}&state=${encodeURIComponent(looking.spacedCard)}`
  await new Promise((resolve) => setTimeout(resolve))
}

/** Runs in the page: the same once more, as changes of what is recorded already. */
function plantInPage({ looking, keyed, wild, word }: PlantedSecrets) {
  const all = Object.values(looking).join(' ')
  const everything = `${word} ${wild} ${all}`
  for (const element of document.body.querySelectorAll('p, summary, output, i, img, a, button')) {
    // What a person can click is called by its words; only secrets are taken out of them.
    const words = element.matches('a, button') ? all : everything
    element.setAttribute('data-note', everything)
    element.setAttribute('title', words)
    if (element.firstChild instanceof Text) element.firstChild.data = words
  }
  for (const field of document.querySelectorAll('input, textarea')) {
    field.setAttribute('placeholder', all)
    if (field.matches('[type=submit]')) continue
    field.setAttribute('value', everything)
    if (field.matches('[type=hidden], [type=text]')) (field as HTMLInputElement).value = everything
  }
  document.querySelector('img')!.src = `/missing.png?sid=${keyed}`
  document.querySelector('i')!.className = `card ${looking.stripe}`
  document.querySelector('i')!.style.setProperty('--name', `"${word}"`)
  document.styleSheets[0]!.insertRule(`u::before { content: "${word}" }`)
  const added = document.createElement('section')
  added.className = 'harmless-later'
  added.innerHTML = `<p></p><input type="hidden"><select><option></option></select>`
  for (const child of added.querySelectorAll('*')) {
    child.setAttribute('value', everything)
    child.append(everything)
  }
  added.attachShadow({ mode: 'open' }).append(everything)
  document.body.append(added)
}
