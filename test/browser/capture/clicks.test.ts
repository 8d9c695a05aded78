import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { userEvent } from 'vitest/browser'

import { captureClicks } from '../../../src/capture/clicks.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { describeClick } from '../../../src/capture/describe-click.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { findElement, renderPage } from '../../helpers/render-page.ts'

const selectors = resolveSelectors({
  maskSelector: '.mask',
  blockSelector: '.block',
  ignoreSelector: '.ignore',
})
const capture = (emit: Emit) => captureClicks(emit, { selectors, describe: () => describeClick })

/** Clicks like a person at the element and gives what was recorded of it. */
async function click(html: string, selector: string) {
  const target = findElement(renderPage(html), selector)
  const { events } = collectEvents('click', capture)
  await userEvent.click(target)
  return events
}

/** Follows a selector as its definition says, and checks that each step finds one element. */
function follow(selector: string) {
  let scope: ParentNode = document
  let found: Element | undefined
  for (const step of selector.split(' >>> ')) {
    const matches: Element[] = [...scope.querySelectorAll(step)]
    expect(matches).toHaveLength(1)
    found = matches[0]
    if (found?.shadowRoot) scope = found.shadowRoot
  }
  return found
}

describe('records', () => {
  it('the control around what was hit, with its role and name', async () => {
    const events = await click('<button id="pay"><b>Pay</b>\n  now</button>', 'b')

    expect(events).toEqual([
      {
        type: 'click',
        time: expect.any(Number),
        selector: '#pay',
        tag: 'button',
        role: 'button',
        text: 'Pay now',
      },
    ])
  })

  it.each([
    ['<a href="/cart">Cart</a>', 'a', 'link', 'Cart'],
    ['<a href="/"><img alt="Home" width="9" height="9"></a>', 'img', 'link', 'Home'],
    ['<button aria-label="Close">x</button>', 'button', 'button', 'Close'],
    ['<i id="n">Delete</i><button aria-labelledby="n">x</button>', 'button', 'button', 'Delete'],
    ['<button title="Next">&nbsp;</button>', 'button', 'button', 'Next'],
    ['<input type="submit" value="Send">', 'input', 'button', 'Send'],
    ['<div role="tab">Sizes</div>', 'div', 'tab', 'Sizes'],
    ['<details><summary>More</summary>text</details>', 'summary', 'button', 'More'],
    ['<label>Accept <input type="checkbox"></label>', 'label', 'checkbox', 'Accept'],
    ['<label>Colour <select><option>red</select></label>', 'select', 'combobox', 'Colour'],
    ['<p>Out of <b>stock</b></p>', 'p', undefined, 'Out of'],
    ['<button><b>P</b>ay <i>now</i></button>', 'button', 'button', 'Pay now'],
    ['<button><span>2</span><span>items</span></button>', 'button', 'button', '2 items'],
    [
      '<button>Mail <i aria-hidden="true">x</i><b hidden>y</b></button>',
      'button',
      'button',
      'Mail',
    ],
    ['<button><i aria-label="Close">x</i></button>', 'button', 'button', 'Close'],
    [
      '<button><svg width="9" height="9"><title>Cart</title></svg></button>',
      'button',
      'button',
      'Cart',
    ],
    ['<svg width="9" height="9"><title>Logo</title></svg>', 'svg', undefined, 'Logo'],
    [
      '<b id="n" aria-label="Wipe">x</b><button aria-labelledby="n">x</button>',
      'button',
      'button',
      'Wipe',
    ],
    ['<input type="image" alt="Buy">', 'input', 'button', 'Buy'],
    ['<input aria-placeholder="Town">', 'input', 'textbox', 'Town'],
    ['<input list="l"><datalist id="l"></datalist>', 'input', 'combobox', ''],
    ['<select multiple aria-label="Extras"><option>a</select>', 'select', 'listbox', 'Extras'],
    ['<div role="presentation Button">Go</div>', 'div', 'button', 'Go'],
    ['<h2 role="{{role}}">News</h2>', 'h2', 'heading', 'News'],
  ])('%s as %s', async (html, selector, role, text) => {
    const events = await click(html, selector)

    expect(events).toHaveLength(1)
    expect(events[0]?.role).toBe(role)
    expect(events[0]?.text).toBe(text)
  })

  it('a key press that the browser turns into a click', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events } = collectEvents('click', capture)
    const button = findElement(page, 'button')

    if (button instanceof HTMLElement) button.focus()
    await userEvent.keyboard('{Enter}')

    expect(events).toMatchObject([{ role: 'button', text: 'Pay', keyboard: true }])
  })

  it('a click on a label as one with the mouse on its field', async () => {
    const events = await click('<label>Accept <input type="checkbox"></label>', 'label')

    expect(events).toMatchObject([{ role: 'checkbox' }])
    expect(events[0]).not.toHaveProperty('keyboard')
  })

  it.each([
    ['<button data-testid="pay">a</button>', 'pay'],
    ['<div data-cy="row"><button>a</button></div>', 'row'],
    ['<div data-cy="row"><button data-qa="pay">a</button></div>', 'pay'],
    [`<div data-cy="far">${'<i>'.repeat(5)}<button>a</button>${'</i>'.repeat(5)}</div>`, undefined],
  ])('the test id of %s: %s', async (html, testId) => {
    const [event] = await click(html, 'button')

    expect(event?.testId).toBe(testId)
  })

  it('the name of a button in a component, put together as on the screen', async () => {
    const page = renderPage('<my-button role="button">Pay</my-button>')
    findElement(page, 'my-button').attachShadow({ mode: 'open' }).innerHTML =
      '<u><slot></slot></u> now'
    const { events } = collectEvents('click', capture)

    await userEvent.click(findElement(page, 'my-button'))

    expect(events).toMatchObject([{ role: 'button', text: 'Pay now' }])
  })

  it('a click that the page stops on its way', async () => {
    const page = renderPage('<button>Pay</button>')
    page.addEventListener('click', (event) => event.stopImmediatePropagation(), { capture: true })
    const { events } = collectEvents('click', capture)

    await userEvent.click(findElement(page, 'button'))

    expect(events).toHaveLength(1)
  })

  it('no click that a script made', () => {
    const button = findElement(renderPage('<button>Pay</button>'), 'button')
    const { events } = collectEvents('click', capture)

    button.dispatchEvent(new MouseEvent('click', { bubbles: true }))

    expect(events).toEqual([])
  })

  it('at most 80 characters of a long text', async () => {
    const [event] = await click(`<button>${'long '.repeat(60)}</button>`, 'button')

    expect(event?.text.length).toBeLessThanOrEqual(80)
    expect(event?.text).toMatch(/^long long .*…$/)
  })

  it.each([
    ['<button data-testid="pay" id="x">a</button>', 'button', '[data-testid="pay"]'],
    ['<button id="pay">a</button>', 'button', '#pay'],
    ['<button id=":r1:">a</button>', 'button', '#page button'],
    ['<button id="item-48213">a</button>', 'button', '#page button'],
    ['<input name="qty" type="number"><input name="b">', 'input', 'input[name="qty"]'],
    ['<a href="/a">a</a><a href="/b">b</a>', 'a:last-child', 'a[href="/b"]'],
    ['<i><u>a</u></i><i><u>b</u></i>', 'i:last-child u', '#page > i:nth-of-type(2) > u'],
    ['<u><u>a</u></u>', 'u u', '#page > u > u'],
    ['<i class="on">a</i><i class="price on">b</i>', 'i:last-child', '#page > i.price'],
    ['<i>a</i><i class="active css-abc x1">b</i>', 'i:last-child', '#page > i:nth-of-type(2)'],
    ['<i>a</i><i data-qa="x"><b>b</b><b>c</b></i>', 'b', '[data-qa="x"] > b:nth-of-type(1)'],
    ['<a href="?q=ann">a</a><a href="/b">b</a>', 'a', '#page > a:nth-of-type(1)'],
    ['<a href="mailto:ann@example.com">a</a><a>b</a>', 'a', '#page > a:nth-of-type(1)'],
    ['<b data-test="a&quot;\\b">a</b>', 'b', '[data-test="a\\"\\\\b"]'],
  ])('%s %s by %s', async (html, target, selector) => {
    const [event] = await click(html, target)

    expect(event?.selector).toBe(selector)
    expect(follow(event?.selector ?? '')).toBe(document.querySelector(`#page ${target}`))
  })

  it('a way through open shadow roots', async () => {
    const page = renderPage('<my-cart></my-cart>')
    const outer = findElement(page, 'my-cart').attachShadow({ mode: 'open' })
    outer.innerHTML = '<p><my-row></my-row></p><my-row></my-row>'
    const inner = findElement(outer, ':host > my-row').attachShadow({ mode: 'open' })
    inner.innerHTML = '<span><button>Buy</button></span><button>Drop</button>'
    const target = findElement(inner, ':host > button')
    const { events } = collectEvents('click', capture)

    await userEvent.click(target)

    expect(events).toMatchObject([{ tag: 'button', text: 'Drop' }])
    expect(events[0]?.selector.split(' >>> ')).toHaveLength(3)
    expect(follow(events[0]?.selector ?? '')).toBe(target)
  })
})

describe('keeps private what the page marks as private', () => {
  it.each([
    ['<p data-casefile-mask><button>Ann</button></p>', ''],
    ['<button>Hello <b data-casefile-mask>Ann</b>!</button>', 'Hello !'],
    ['<p class="mask"><button>Ann</button></p>', ''],
    ['<button>Hello <b class="block">Ann</b>!</button>', 'Hello !'],
    ['<i id="n" data-casefile-mask>Ann</i><button aria-labelledby="n">Go</button>', 'Go'],
  ])('leaves masked text out of %s', async (html, text) => {
    expect(await click(html, 'button')).toMatchObject([{ role: 'button', text }])
  })

  it.each([
    ['<input value="secret">', 'input', ''],
    ['<textarea>secret</textarea>', 'textarea', ''],
    ['<div contenteditable>secret <b>too</b></div>', 'b', ''],
    ['<label>Mail <input value="secret"></label>', 'input', 'Mail'],
    ['<input placeholder="Search" value="secret">', 'input', 'Search'],
    ['<label>Note <textarea>secret</textarea></label>', 'textarea', 'Note'],
  ])('never reads what stands in %s', async (html, selector, text) => {
    const events = await click(html, selector)

    expect(events.map((event) => event.text)).toEqual([text])
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('shows of a blocked part only where it is', async () => {
    const events = await click(
      '<p id="bank" data-casefile-block><button id="iban">DE12</button></p>',
      'button',
    )

    expect(events).toEqual([
      { type: 'click', time: expect.any(Number), selector: '#bank', tag: 'p', text: '' },
    ])
  })

  it.each(['data-casefile-ignore', 'data-casefile-widget'])('sees nothing in %s', async (mark) => {
    expect(await click(`<p ${mark}><button>a</button></p>`, 'button')).toEqual([])
  })

  it("sees what the page's own selectors block only as a box, and nothing of what they ignore", async () => {
    const blocked = await click('<p class="block"><button id="iban">DE12</button></p>', 'button')
    const ignored = await click('<p class="ignore"><button>a</button></p>', '.ignore button')

    expect(blocked).toMatchObject([{ tag: 'p', text: '' }])
    expect(ignored).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it('changes nothing about the event', async () => {
    const heard: Event[] = []
    const page = renderPage('<button type="button">a</button>')
    page.addEventListener('click', (event) => heard.push(event))
    collectEvents('click', capture)

    await userEvent.click(findElement(page, 'button'))

    expect(heard.map((event) => event.defaultPrevented)).toEqual([false])
  })

  it('searches even a large page only a few times', async () => {
    const rows = '<tr><td><div><span>cell</span></div></td><td>2</td></tr>'.repeat(5000)
    const page = renderPage(`<table><tbody>${rows}</tbody></table>`)
    const target = findElement(page, 'tr:nth-child(4000) span')
    const path: Element[] = []
    for (let element: Element | null = target; element; element = element.parentElement) {
      path.push(element)
    }
    const search = vi.spyOn(Document.prototype, 'querySelectorAll')
    onTestFinished(() => search.mockRestore())

    expect(describeClick(path, selectors)?.tag).toBe('span')
    expect(search.mock.calls.length).toBeLessThan(20)
  })
})

describe('uninstalls', () => {
  it('hears nothing afterwards', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events, uninstall } = collectEvents('click', capture)

    uninstall()
    uninstall()
    await userEvent.click(findElement(page, 'button'))

    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('lets the click reach the page when emit throws', async () => {
    const heard: Event[] = []
    const page = renderPage('<button>Pay</button>')
    page.addEventListener('click', (event) => heard.push(event))
    onTestFinished(
      capture(() => {
        throw new Error('ours')
      }),
    )

    await userEvent.click(findElement(page, 'button'))

    expect(heard).toHaveLength(1)
  })

  it('a click before the full description has been loaded, roughly', async () => {
    const page = renderPage(
      '<button id="pay">Pay</button><p data-casefile-block><i id="x">secret</i></p>',
    )
    const { events } = collectEvents('click', (emit) =>
      captureClicks(emit, { selectors, describe: () => undefined }),
    )

    await userEvent.click(findElement(page, 'button'))
    await userEvent.click(findElement(page, 'i'))

    expect(events).toMatchObject([
      { selector: 'button#pay', tag: 'button', text: '' },
      { selector: 'p', tag: 'p', text: '' },
    ])
  })
})
