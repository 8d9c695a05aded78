import { expect, it, onTestFinished } from 'vitest'

import { resolveSelectors } from '../../../src/privacy/selectors.ts'

import { PATIENT, element, mutationsReported, recordPage, renderPage } from './page-fixture.ts'
import { replayPage } from './replay-page.ts'

/** Every place of a page that can say something; each holds a word of its own. */
const EVERYWHERE = `
  <p>SECRET-text</p>
  <input type="hidden" value="SECRET-hidden"><input type="text" value="SECRET-input">
  <input type="password" value="SECRET-password"><input type="submit" value="SECRET-submit">
  <input type="button" value="SECRET-button"><input type="reset" value="SECRET-reset">
  <input type="radio" value="SECRET-radio" checked><input type="checkbox" value="SECRET-checkbox">
  <input placeholder="SECRET-placeholder"><input type="search" list="d" value="SECRET-search">
  <datalist id="d"><option value="SECRET-datalist">SECRET-choice</option></datalist>
  <select><option value="SECRET-option" selected label="SECRET-label">SECRET-chosen</option></select>
  <textarea>SECRET-textarea</textarea><button value="SECRET-button-value">SECRET-caption</button>
  <div contenteditable>SECRET-editable</div><output>SECRET-output</output>
  <svg><text aria-label="SECRET-svg-label">SECRET-svg</text><a href="/x#SECRET-svg-hash"></a></svg>
  <a href="/pay/done?token=SECRET-query#SECRET-hash" title="SECRET-title" ping="/p?SECRET-ping">.</a>
  <a href="mailto:SECRET-mail@example.com">.</a><a href="javascript:pay('SECRET-script-url')">.</a>
  <a href="https://SECRET-user:SECRET-pass@example.com/">.</a>
  <form action="/f?SECRET-action"><button formaction="/g?SECRET-formaction">.</button></form>
  <img alt="SECRET-alt" src="/none.png?SECRET-src" srcset="/a.png?SECRET-srcset 1x, /b.png?SECRET-srcset2 2x">
  <video poster="/none.jpg?SECRET-poster"></video><object data="/none?SECRET-object"></object>
  <b aria-label="SECRET-aria" aria-description="SECRET-description" data-user="SECRET-data">.</b>
  <b data-SECRET="" onclick="pay('SECRET-handler')" my-name="SECRET-custom" nonce="SECRET-nonce">.</b>
  <i style="background: url('/none.png?SECRET-style')">.</i><meta name="any" content="SECRET-meta">
  <style>i { cursor: url(/none.cur?SECRET-css), auto }</style><noscript>SECRET-noscript</noscript>
  <details><summary>SECRET-summary</summary></details><!-- SECRET-comment -->
  <style>/* SECRET-css-comment */ i::after { content: "SECRET-css-content"; --x: 'SECRET-css-property' }
    [title="SECRET-css-selector"] { color: red } i::before { content: "\uf101" }</style>
  <i style="--x: 'SECRET-inline'; background: url('data:image/svg+xml,<svg>SECRET-inline-picture</svg>')">.</i>
  <img src="data:image/svg+xml,<svg>SECRET-picture</svg>" srcset="data:,SECRET-picture-set 2x">
  <svg><g inkscape-label="SECRET-svg-attribute"><title>SECRET-svg-title</title></g></svg>
  <my-card caption="SECRET-element" aria-valuetext="SECRET-valuetext">SECRET-element-text</my-card>
  <p class="wide of-SECRET-class@example.com" id="of-SECRET-id@example.com">.</p>
  <a href="/u/SECRET-path@example.com/orders" download="SECRET-file.pdf">.</a>
  <meter value="3" title="SECRET-meter">SECRET-fallback</meter><template><p>SECRET-template</p></template>
  <iframe srcdoc="<p>SECRET-frame"></iframe>`.replace('data-SECRET=""', '')

it('records no word of the page in the snapshot', async () => {
  renderPage(EVERYWHERE)
  addShadowText('SECRET-shadow')
  const title = document.title
  document.title = 'SECRET-document-title'
  history.replaceState(null, '', '#SECRET-address')

  const recorder = recordPage()
  await expect.poll(() => framesIn(recorder.read()), PATIENT).toBeGreaterThan(0)
  history.replaceState(null, '', location.pathname + location.search)
  document.title = title

  expect(secretsIn(recorder.read())).toEqual([])
})

it('records no word of what is added later', async () => {
  renderPage('')
  const recorder = recordPage()

  element('#page').innerHTML = EVERYWHERE
  addShadowText('SECRET-shadow')
  await expect.poll(() => framesIn(recorder.read()), PATIENT).toBeGreaterThan(0)

  expect(secretsIn(recorder.read())).toEqual([])
})

it('records no word of what changes', async () => {
  const page = renderPage(EVERYWHERE)
  const shadow = addShadowText('before')
  const recorder = recordPage()

  for (const node of page.querySelectorAll('*')) {
    for (const { name } of [...node.attributes]) {
      if (name !== 'type' && name !== 'srcdoc') node.setAttribute(name, `/p?SECRET-new-${name}`)
    }
    if (node.firstChild?.nodeType === Node.TEXT_NODE && node.tagName !== 'STYLE') {
      node.firstChild.nodeValue = `SECRET-new-text of ${node.tagName}`
    }
  }
  shadow.firstChild!.nodeValue = 'SECRET-new-shadow'
  await mutationsReported()

  expect(JSON.stringify(recorder.read())).toContain('"texts":[{')
  // Names and styles are the developers' words, and the replay's style sheets need them.
  expect(
    secretsIn(recorder.read()).filter((word) => !/-(class|id|name|list|style)$/.test(word)),
  ).toEqual([])
})

it('records no word that scripts put into style sheets', async () => {
  renderPage('<style id="sheet">i { color: red }</style><div id="host"></div><i id="i">.</i>')
  const adopted = new CSSStyleSheet()
  const shadow = element('#host').attachShadow({ mode: 'open' })
  const recorder = recordPage()
  const css = (name: string) => `i::after { content: "SECRET-${name}" }`

  element<HTMLStyleElement>('#sheet').sheet!.insertRule(css('rule'))
  const [rule] = element<HTMLStyleElement>('#sheet').sheet!.cssRules
  ;(rule as CSSStyleRule).style.setProperty('content', '"SECRET-property"')
  adopted.replaceSync(css('replaced'))
  shadow.adoptedStyleSheets = [adopted]
  document.adoptedStyleSheets = [adopted]
  onTestFinished(() => void (document.adoptedStyleSheets = []))
  adopted.insertRule(css('adopted'))
  adopted.replaceSync(css('again'))
  element('#i').style.setProperty('--x', '"SECRET-style"')
  element('#sheet').append(css('appended'))
  getSelection()!.selectAllChildren(element('#i'))
  await mutationsReported()

  await expect.poll(() => JSON.stringify(recorder.read()), PATIENT).toContain('"styleIds":[1]')
  expect(secretsIn(recorder.read())).toEqual([])
})

it('still replays what it has cleaned, icons included', () => {
  const page = renderPage(EVERYWHERE)
  const shapeOf = (root: Element) =>
    [...root.querySelectorAll('*')].filter(({ tagName }) => tagName !== 'SCRIPT').length
  const icon = (root: Element) =>
    root.ownerDocument.defaultView!.getComputedStyle(root.querySelector('i')!, '::before').content

  const shown = replayPage(recordPage().read()).querySelector('#page')!

  expect(shapeOf(shown)).toBe(shapeOf(page))
  expect(icon(shown)).toBe(icon(page))
  expect(icon(shown)).toBe('"\uf101"')
})

it('records no word of what is entered or chosen', async () => {
  renderPage(EVERYWHERE)
  const recorder = recordPage()

  for (const field of document.querySelectorAll('input, textarea')) {
    const input = field as HTMLInputElement
    input.value = 'SECRET-entered'
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }
  element<HTMLInputElement>('[type=checkbox]').click()
  element<HTMLSelectElement>('select').selectedIndex = 0
  element('[contenteditable]').textContent = 'SECRET-written'
  await mutationsReported()

  expect(JSON.stringify(recorder.read())).toContain('"isChecked":true')
  expect(secretsIn(recorder.read())).toEqual([])
})

it('keeps the page readable without masking, but not what is entered, hidden or in addresses', () => {
  renderPage(
    EVERYWHERE.replace('<p>', '<p title="open">') +
      '<p data-casefile-mask title="SECRET-marked">SECRET-marked</p>',
  )
  const recorder = recordPage({ maskText: false })

  const seen = secretsIn(recorder.read())

  expect(seen).toEqual(expect.arrayContaining(['SECRET-text', 'SECRET-caption', 'SECRET-alt']))
  expect(seen.filter((word) => PRIVATE.test(word))).toEqual([])
})

const PRIVATE =
  /hidden|input|password|submit|-button$|button-value|reset|radio|checkbox|search|datalist|option|textarea|editable|hash|query|ping|mail|script-url|user|pass|action|src|poster|object|handler|nonce|style|css$|css-comment|meta|comment|marked/

it("masks what the page's own selector finds, words and attributes, also later", async () => {
  renderPage('<p class="own" title="SECRET-title"><b alt="SECRET-alt">SECRET-text</b></p>')
  const selectors = resolveSelectors({ maskSelector: '.none, .own' })
  const recorder = recordPage({ maskText: false, selectors })

  element('.own b').firstChild!.nodeValue = 'SECRET-changed'
  element('.own b').title = 'SECRET-new-title'
  element('#page').insertAdjacentHTML('beforeend', '<i class="own" title="SECRET-i">SECRET-j</i>')
  element('.own').insertAdjacentHTML('beforeend', '<i title="SECRET-k">SECRET-l</i>')
  await mutationsReported()

  expect(JSON.stringify(recorder.read())).toContain('"adds":[{')
  expect(secretsIn(recorder.read())).toEqual([])
})

it('masks inside shadow roots of a marked element', async () => {
  renderPage('<div id="marked" data-casefile-mask></div>')
  const shadow = element('#marked').attachShadow({ mode: 'open' })
  shadow.innerHTML = '<p title="SECRET-title">SECRET-text</p>'
  const recorder = recordPage({ maskText: false })

  shadow.querySelector('p')!.firstChild!.nodeValue = 'SECRET-changed'
  shadow.append('SECRET-added')
  await mutationsReported()

  expect(secretsIn(recorder.read())).toEqual([])
})

it('leaves out blocked elements and Casefile itself, shadow roots included', async () => {
  renderPage(
    '<div class="own">SECRET-own</div><div data-casefile-block>SECRET-block</div><div id="w" data-casefile-widget></div>',
  )
  const shadow = element('#w').attachShadow({ mode: 'open' })
  shadow.innerHTML = '<input id="field"><p>SECRET-widget</p>'
  const recorder = recordPage({
    maskText: false,
    selectors: resolveSelectors({ blockSelector: '.own' }),
  })
  const before = recorder.read().length

  element('.own').insertAdjacentHTML('beforeend', '<b>SECRET-later</b>')
  element('[data-casefile-block]').textContent = 'SECRET-later'
  shadow.append('SECRET-later')
  shadow.querySelector('p')!.setAttribute('title', 'SECRET-later')
  shadow.querySelector('p')!.click()
  const field = shadow.querySelector('input')!
  field.value = 'SECRET-typed'
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }))
  await mutationsReported()

  expect(secretsIn(recorder.read())).toEqual([])
  expect(recorder.read()).toHaveLength(before)
})

it('leaves out a widget that is mounted later', async () => {
  const page = renderPage('')
  const recorder = recordPage({ maskText: false })

  const host = document.createElement('div')
  host.dataset.casefileWidget = ''
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.innerHTML = '<button>SECRET-launcher</button>'
  page.append(host)
  await mutationsReported()
  const mounted = recorder.read().length
  shadow.innerHTML = '<dialog open><textarea>SECRET-words</textarea></dialog>'
  shadow.querySelector('textarea')!.click()
  await mutationsReported()

  expect(secretsIn(recorder.read())).toEqual([])
  expect(recorder.read()).toHaveLength(mounted)
})

it('records nothing that happens inside an ignored element', () => {
  renderPage('<p class="own"><input><button>.</button></p><p data-casefile-ignore><b>.</b></p>')
  const selectors = resolveSelectors({ ignoreSelector: '.own' })
  const recorder = recordPage({ selectors })
  const before = recorder.read().length

  element('.own input').dispatchEvent(new Event('change', { bubbles: true }))
  element('.own button').click()
  element('[data-casefile-ignore] b').click()
  expect(recorder.read()).toHaveLength(before)

  element('#page').click()
  expect(recorder.read()).toHaveLength(before + 1)
})

it('records no entry into an ignored field', async () => {
  renderPage('<input id="kept"><input id="left" data-casefile-ignore>')
  const recorder = recordPage()
  const before = recorder.read().length

  element('#left').dispatchEvent(new Event('change', { bubbles: true }))
  expect(recorder.read()).toHaveLength(before)
  element('#kept').dispatchEvent(new Event('change', { bubbles: true }))
  expect(recorder.read()).toHaveLength(before + 1)
})

function addShadowText(text: string) {
  const host = document.createElement('div')
  element('#page').append(host)
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.append(text)
  return shadow
}

function secretsIn(events: unknown): string[] {
  return [...new Set(JSON.stringify(events).match(/SECRET-[\w-]*/gi))]
}

function framesIn(events: unknown): number {
  return JSON.stringify(events).match(/"isAttachIframe":true/g)?.length ?? 0
}
