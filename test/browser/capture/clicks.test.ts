import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { userEvent } from 'vitest/browser'

import { captureClicks } from '../../../src/capture/clicks.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { describeClick } from '../../../src/capture/describe-click.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const selectors = resolveSelectors({
  maskSelector: '.mask',
  blockSelector: '.block',
  ignoreSelector: '.ignore',
})
const capture = (emit: Emit) => captureClicks(emit, { selectors, describe: () => describeClick })

function render(html: string) {
  const page = document.body.appendChild(document.createElement('div'))
  page.id = 'page'
  page.innerHTML = html
  // A link would take the runner's page away.
  page.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) event.preventDefault()
  })
  onTestFinished(() => page.remove())
  return page
}

function find(page: ParentNode, selector: string): Element {
  const element = page.querySelector(selector)
  if (!element) throw new Error(`There is no ${selector}`)
  return element
}

/** Clicks like a person at the element and gives what was recorded of it. */
async function click(html: string, selector: string) {
  const target = find(render(html), selector)
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
  ])('%s as %s', async (html, selector, role, text) => {
    const events = await click(html, selector)

    expect(events).toHaveLength(1)
    expect(events[0]?.role).toBe(role)
    expect(events[0]?.text).toBe(text)
  })

  it('a key press that the browser turns into a click', async () => {
    const page = render('<button>Pay</button>')
    const { events } = collectEvents('click', capture)
    const button = find(page, 'button')

    if (button instanceof HTMLElement) button.focus()
    await userEvent.keyboard('{Enter}')

    expect(events).toMatchObject([{ role: 'button', text: 'Pay' }])
  })

  it('a click that the page stops on its way', async () => {
    const page = render('<button>Pay</button>')
    page.addEventListener('click', (event) => event.stopImmediatePropagation(), { capture: true })
    const { events } = collectEvents('click', capture)

    await userEvent.click(find(page, 'button'))

    expect(events).toHaveLength(1)
  })

  it('no click that a script made', () => {
    const button = find(render('<button>Pay</button>'), 'button')
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
    [
      '<i><u>a</u></i><i><u>b</u></i>',
      'i:last-child u',
      '#page i:nth-of-type(2) > u:nth-of-type(1)',
    ],
    ['<u><u>a</u></u>', 'u u', '#page u:nth-of-type(1) > u:nth-of-type(1)'],
    ['<b data-test="a&quot;\\b">a</b>', 'b', '[data-test="a\\"\\\\b"]'],
  ])('%s %s by %s', async (html, target, selector) => {
    const [event] = await click(html, target)

    expect(event?.selector).toBe(selector)
    expect(follow(event?.selector ?? '')).toBe(document.querySelector(`#page > ${target}`))
  })

  it('a way through open shadow roots', async () => {
    const page = render('<my-cart></my-cart>')
    const outer = find(page, 'my-cart').attachShadow({ mode: 'open' })
    outer.innerHTML = '<p><my-row></my-row></p><my-row></my-row>'
    const inner = find(outer, ':host > my-row').attachShadow({ mode: 'open' })
    inner.innerHTML = '<span><button>Buy</button></span><button>Drop</button>'
    const target = find(inner, ':host > button')
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
    const page = render('<button type="button">a</button>')
    page.addEventListener('click', (event) => heard.push(event))
    collectEvents('click', capture)

    await userEvent.click(find(page, 'button'))

    expect(heard.map((event) => event.defaultPrevented)).toEqual([false])
  })

  it('searches even a large page only a few times', async () => {
    const rows = '<tr><td><div><span>cell</span></div></td><td>2</td></tr>'.repeat(5000)
    const page = render(`<table><tbody>${rows}</tbody></table>`)
    const target = find(page, 'tr:nth-child(4000) span')
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
    const page = render('<button>Pay</button>')
    const { events, uninstall } = collectEvents('click', capture)

    uninstall()
    uninstall()
    await userEvent.click(find(page, 'button'))

    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('lets the click reach the page when emit throws', async () => {
    const heard: Event[] = []
    const page = render('<button>Pay</button>')
    page.addEventListener('click', (event) => heard.push(event))
    onTestFinished(
      capture(() => {
        throw new Error('ours')
      }),
    )

    await userEvent.click(find(page, 'button'))

    expect(heard).toHaveLength(1)
  })

  it('a click before the full description has been loaded, roughly', async () => {
    const page = render(
      '<button id="pay">Pay</button><p data-casefile-block><i id="x">secret</i></p>',
    )
    const { events } = collectEvents('click', (emit) =>
      captureClicks(emit, { selectors, describe: () => undefined }),
    )

    await userEvent.click(find(page, 'button'))
    await userEvent.click(find(page, 'i'))

    expect(events).toMatchObject([
      { selector: 'button#pay', tag: 'button', text: '' },
      { selector: 'p', tag: 'p', text: '' },
    ])
  })
})
