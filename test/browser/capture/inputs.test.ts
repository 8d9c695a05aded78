import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { userEvent } from 'vitest/browser'

import { captureInputs } from '../../../src/capture/inputs.ts'
import { createSubscribers } from '../../../src/lib/subscribers.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { findElement, renderPage } from '../../helpers/render-page.ts'

function record() {
  const flushes = createSubscribers<boolean>()
  const selectors = resolveSelectors({ blockSelector: '.block' })
  const collected = collectEvents('input', (emit) =>
    captureInputs(emit, { selectors, onFlush: flushes.add }),
  )
  return { ...collected, flush: () => flushes.tell(false) }
}

/** Writes into the field and leaves it. */
async function fillIn(field: Element, text: string) {
  await userEvent.fill(field, text)
  leave()
}

function leave() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

describe('records', () => {
  it('a field that was filled, by its label and never by its content', async () => {
    const page = renderPage('<label>Street <input name="street" data-cy="street"></label>')
    const { events } = record()

    await fillIn(findElement(page, 'input'), 'secret 5')

    expect(events).toEqual([
      {
        type: 'input',
        time: expect.any(Number),
        kind: 'change',
        change: 'filled',
        inputType: 'text',
        selector: '[data-cy="street"]',
        testId: 'street',
        tag: 'input',
        role: 'textbox',
        text: 'Street',
      },
    ])
  })

  it.each([
    ['<input value="secret">', '', 'cleared'],
    ['<textarea></textarea>', 'secret', 'filled'],
    ['<textarea>secret</textarea>', '', 'cleared'],
    ['<div contenteditable aria-label="Note"></div>', 'secret', 'filled'],
    ['<div contenteditable aria-label="Note">secret</div>', '', 'cleared'],
    ['<input type="password">', 'secret', 'filled'],
    ['<input autocomplete="cc-number">', '4242424242424242', 'filled'],
    ['<input type="number">', '5', 'filled'],
  ])('%s with "%s" as %s', async (html, text, change) => {
    const page = renderPage(html)
    const { events } = record()

    await fillIn(findElement(page, ':scope > *'), text)

    expect(events).toMatchObject([{ kind: 'change', change }])
    expect(JSON.stringify(events)).not.toMatch(/secret|4242/)
  })

  it.each([
    ['<input type="checkbox">', 'checked'],
    ['<input type="checkbox" checked>', 'unchecked'],
    ['<input type="radio" name="pay" value="secret">', 'chosen'],
  ])('a click on %s as %s', async (html, change) => {
    const page = renderPage(`<label>Card ${html}</label>`)
    const { events } = record()

    await userEvent.click(findElement(page, 'input'))

    expect(events).toMatchObject([{ kind: 'change', change, text: 'Card' }])
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('an option that was chosen, not which', async () => {
    const page = renderPage(
      '<label>Bank <select><option value="">none</option><option value="1">secret</option></select></label>',
    )
    const { events } = record()
    const select = findElement(page, 'select')

    // The page's own keyboard, for a person's change is what counts.
    select.focus()
    await userEvent.keyboard('{ArrowDown}')

    await expect.poll(() => events).toMatchObject([{ change: 'chosen', text: 'Bank' }])
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('one change however much is typed, also where the page rewrites it', async () => {
    const page = renderPage('<input><input id="other">')
    const field = findElement<HTMLInputElement>(page, 'input')
    field.addEventListener('input', () => (field.value = field.value.toUpperCase()))
    const { events } = record()

    await userEvent.type(field, 'abc')
    await userEvent.click(findElement(page, '#other'))

    expect(field.value).toBe('ABC')
    expect(events).toMatchObject([{ change: 'filled' }])
  })

  it('what is being written when a report is sent', async () => {
    const page = renderPage('<input>')
    const { events, flush } = record()

    await userEvent.type(findElement(page, 'input'), 'abc')
    expect(events).toEqual([])
    flush()

    expect(events).toMatchObject([{ change: 'filled' }])
  })

  it('a form that is sent, by its name or that of its button', async () => {
    const page = renderPage(
      '<form id="a"><input><button>Pay <b>now</b></button></form><form id="b" aria-label="Search"><button>Go</button></form>',
    )
    const { events } = record()

    await userEvent.click(findElement(page, '#a button'))
    await userEvent.click(findElement(page, '#b button'))

    expect(events).toMatchObject([
      { kind: 'submit', selector: '#a', tag: 'form', role: 'form', text: 'Pay now' },
      { kind: 'submit', selector: '#b', text: 'Search' },
    ])
    expect(events[0]).not.toHaveProperty('change')
  })

  it('a form sent with the keyboard, after the field that was changed', async () => {
    const page = renderPage('<form aria-label="Search"><input aria-label="Words"></form>')
    const { events } = record()

    await userEvent.type(findElement(page, 'input'), 'abc{Enter}')

    expect(events.map(({ kind, text }) => [kind, text])).toEqual([
      ['change', 'Words'],
      ['submit', 'Search'],
    ])
  })

  it('the first fields that refuse to be sent, and why', async () => {
    const page = renderPage(
      `<form><label>Mail <input type="email" value="secret"></label>
      <label>Size <input type="number" max="3" value="5"></label>
      ${'<input required>'.repeat(5)}<button>Send</button></form>`,
    )
    const { events } = record()

    await userEvent.click(findElement(page, 'button'))

    expect(events).toMatchObject([
      { kind: 'invalid', text: 'Mail', inputType: 'email', problem: 'typeMismatch' },
      { kind: 'invalid', text: 'Size', problem: 'rangeOverflow' },
      { kind: 'invalid', problem: 'valueMissing' },
    ])
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('nothing of a page that checks while somebody types', async () => {
    const page = renderPage('<form><input><input required></form>')
    const field = findElement(page, 'input')
    const form = findElement<HTMLFormElement>(page, 'form')
    field.addEventListener('input', () => form.checkValidity())
    const { events } = record()

    await userEvent.type(field, 'abc')

    expect(events).toEqual([])
  })

  it('what happens in open shadow roots', async () => {
    const page = renderPage('<my-form></my-form>')
    const outer = findElement(page, 'my-form').attachShadow({ mode: 'open' })
    outer.innerHTML = '<my-fields></my-fields>'
    const inner = findElement(outer, 'my-fields').attachShadow({ mode: 'open' })
    inner.innerHTML =
      '<form><label>Mail <input required></label><input type="checkbox"><button>Send</button></form>'
    findElement(inner, 'form').addEventListener('submit', (event) => event.preventDefault())
    const { events } = record()

    await userEvent.click(findElement(inner, 'button'))
    await userEvent.fill(findElement(inner, 'input'), 'abc')
    await userEvent.click(findElement(inner, '[type=checkbox]'))
    await userEvent.click(findElement(inner, 'button'))

    expect(events.map(({ kind, change, problem }) => [kind, change ?? problem])).toEqual([
      ['invalid', 'valueMissing'],
      ['change', 'filled'],
      ['change', 'checked'],
      ['submit', undefined],
    ])
    expect(events[1]?.selector).toBe('#page my-form >>> my-fields >>> :host > form > label > input')
  })

  it('no change that a script made', () => {
    const page = renderPage('<input>')
    const { events } = record()

    for (const type of ['input', 'change', 'invalid']) {
      findElement(page, 'input').dispatchEvent(new Event(type, { bubbles: true }))
    }

    expect(events).toEqual([])
  })
})

describe('keeps private what the page marks as private', () => {
  it.each(['input', 'div'])('tells of a masked %s only that it changed', async (tag) => {
    const page = renderPage(
      `<section data-casefile-mask><${tag} contenteditable aria-label="Ann"></${tag}></section>`,
    )
    const { events } = record()

    await fillIn(findElement(page, tag), 'secret')

    expect(events).toMatchObject([{ kind: 'change', text: '' }])
    expect(events[0]).not.toHaveProperty('change')
  })

  it('shows of a blocked part only where it is', async () => {
    const page = renderPage('<p class="block" id="bank"><input aria-label="Ann" required></p>')
    const { events } = record()

    await fillIn(findElement(page, 'input'), 'secret')

    expect(events).toEqual([
      {
        type: 'input',
        time: expect.any(Number),
        kind: 'change',
        selector: '#bank',
        tag: 'p',
        text: '',
      },
    ])
  })

  it('sees nothing in what is ignored, though the mark stands around a component', async () => {
    const page = renderPage('<p data-casefile-ignore><my-field></my-field></p>')
    const root = findElement(page, 'my-field').attachShadow({ mode: 'open' })
    root.innerHTML = '<input>'
    const { events } = record()

    await fillIn(findElement(root, 'input'), 'secret')
    leave()

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it('listens to no keys', () => {
    const listened = vi.spyOn(EventTarget.prototype, 'addEventListener')
    onTestFinished(() => void vi.restoreAllMocks())

    record()

    expect(listened.mock.calls.map(([type]) => type).join()).not.toContain('key')
  })

  it('holds on to no shadow root that is left', async () => {
    const page = renderPage('<my-field></my-field><input id="other">')
    const root = findElement(page, 'my-field').attachShadow({ mode: 'open' })
    root.innerHTML = '<input>'
    const added = vi.spyOn(root, 'addEventListener')
    const removed = vi.spyOn(root, 'removeEventListener')
    record()

    await userEvent.click(findElement(root, 'input'))
    expect(added).toHaveBeenCalled()
    await userEvent.click(findElement(page, '#other'))

    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length)
  })
})

describe('uninstalls', () => {
  it('hears nothing afterwards', async () => {
    const page = renderPage('<form><input required><button>Send</button></form>')
    const { events, uninstall } = record()

    await userEvent.type(findElement(page, 'input'), 'abc')
    uninstall()
    uninstall()
    leave()
    await userEvent.click(findElement(page, 'button'))

    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('lets events reach the page when emit throws', async () => {
    const page = renderPage('<form><input><button>Send</button></form>')
    const heard: string[] = []
    for (const type of ['change', 'submit']) {
      page.addEventListener(type, () => heard.push(type))
    }
    const failing = () => {
      throw new Error('ours')
    }
    onTestFinished(
      captureInputs(failing, { selectors: resolveSelectors({}), onFlush: () => () => {} }),
    )

    await userEvent.type(findElement(page, 'input'), 'abc')
    await userEvent.click(findElement(page, 'button'))

    expect(heard).toEqual(['change', 'submit'])
  })
})
