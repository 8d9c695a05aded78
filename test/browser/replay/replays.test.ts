import { expect, it } from 'vitest'

import { PATIENT, element, mutationsReported, recordPage, renderPage } from './page-fixture.ts'
import { replayPage } from './replay-page.ts'

const SHOP = `
  <style>.price { color: rgb(0, 128, 0); }</style>
  <h1 class="title">Basket</h1>
  <ul><li class="item">Tea <b class="price">3.50</b></li><li class="item">Cup</li></ul>
  <table><tbody><tr><td colspan="2">Total</td></tr></tbody></table>
  <svg viewBox="0 0 10 10"><defs><linearGradient id="g"></linearGradient></defs><path d="M0 0L9 9" fill="url(#g)"></path></svg>`

it('shows the page as it was recorded', () => {
  renderPage(SHOP)
  const recorder = recordPage({ maskText: false })

  const shown = replayPage(recorder.read())

  expect(shown.querySelector('#page')?.outerHTML).toBe(element('#page').outerHTML)
  expect(colorOf(shown, '.price')).toBe('rgb(0, 128, 0)')
})

it('shows what changed after the first snapshot', async () => {
  const page = renderPage(SHOP)
  const recorder = recordPage({ maskText: false })

  element('.item').remove()
  page.insertAdjacentHTML('afterbegin', '<p class="notice">Sold <i>out</i></p>')
  element('h1').classList.add('late')
  element('h1').firstChild!.nodeValue = 'Empty basket'
  element('.notice').style.width = '120px'
  await mutationsReported()
  const shown = replayPage(recorder.read())

  expect(shown.querySelector('#page')?.outerHTML).toBe(page.outerHTML)
})

it('shows masked text with its white space and its layout', () => {
  renderPage('<p class="greeting">Dear Ms  Smith</p>')
  const recorder = recordPage({ maskText: true })

  const shown = replayPage(recorder.read())

  expect(shown.querySelector('.greeting')?.textContent).toBe('**** **  *****')
})

it('keeps a style sheet whose text changes in place', async () => {
  renderPage('<style id="theme">.price { color: rgb(1, 2, 3) }</style><b class="price">3</b>')
  const recorder = recordPage({ maskText: true })

  element('#theme').firstChild!.nodeValue = '.price { color: rgb(4, 5, 6) }'
  await mutationsReported()

  expect(colorOf(replayPage(recorder.read()), '.price')).toBe('rgb(4, 5, 6)')
})

it('shows the content of shadow roots and of frames of the same origin', async () => {
  const page = renderPage('<div id="host"></div>')
  element('#host').attachShadow({ mode: 'open' }).innerHTML = '<p class="inside">shadow</p>'
  const frame = document.createElement('iframe')
  frame.srcdoc = '<p class="inside">frame</p>'
  const loaded = new Promise((resolve) => (frame.onload = resolve))
  page.append(frame)
  await loaded

  const recorder = recordPage({ maskText: false })
  await expect.poll(() => JSON.stringify(recorder.read()), PATIENT).toContain('"frame"')
  const shown = replayPage(recorder.read())

  expect(shown.querySelector('#host')?.shadowRoot?.textContent).toBe('shadow')
  expect(shown.querySelector('iframe')?.contentDocument?.body.textContent).toBe('frame')
})

it('draws SVG as it was, references inside the picture included', () => {
  renderPage(
    '<svg id="s"><symbol id="dot"></symbol><use href="#dot" x="3" transform="scale(2)"/></svg>',
  )
  const recorder = recordPage({ maskText: true })

  expect(replayPage(recorder.read()).querySelector('#s')?.outerHTML).toBe(element('#s').outerHTML)
})

function colorOf(shown: Document, selector: string) {
  const found = shown.querySelector(selector)
  return found && shown.defaultView?.getComputedStyle(found).color
}
