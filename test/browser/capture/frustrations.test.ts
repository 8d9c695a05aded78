import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { userEvent } from 'vitest/browser'

import { captureClicks } from '../../../src/capture/clicks.ts'
import { describeClick } from '../../../src/capture/describe-click.ts'
import { captureFrustrations } from '../../../src/capture/frustrations.ts'
import { createSubscribers } from '../../../src/lib/subscribers.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { findElement, renderPage } from '../../helpers/render-page.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
})

/** Records clicks and what they tell of; `tell` is for what other sources would emit. */
function record() {
  const emitted = createSubscribers<CaptureEvent>()
  const flushes = createSubscribers<boolean>()
  const selectors = resolveSelectors({})
  const { events, uninstall } = collectEvents('frustration', (emit) => {
    const emitAll: typeof emit = (event) => {
      emit(event)
      emitted.tell(event)
    }
    const context = { selectors, subscribe: emitted.add, onFlush: flushes.add }
    const uninstallers = [
      captureClicks(emitAll, { ...context, describe: () => describeClick }),
      captureFrustrations(emitAll, context),
    ]
    return () => uninstallers.forEach((undo) => undo())
  })
  return { events, uninstall, tell: emitted.tell, flush: () => flushes.tell(false) }
}

/** Long enough for every verdict. */
const settle = () => vi.advanceTimersByTimeAsync(20_000)

/** Clicks with some time between the clicks, and gives what was recorded after a while. */
async function clickRepeatedly(html: string, { times = 1, every = 200, selector = 'button' } = {}) {
  const target = findElement(renderPage(html), selector)
  const { events } = record()
  for (let click = 0; click < times; click += 1) {
    // Also what says that it is disabled.
    await userEvent.click(target, { force: true })
    vi.advanceTimersByTime(every)
  }
  await settle()
  return events
}

describe('records', () => {
  it('one dead click where nothing happened', async () => {
    const events = await clickRepeatedly('<button data-testid="pay">Pay</button>')

    expect(events).toEqual([
      {
        type: 'frustration',
        time: expect.any(Number),
        kind: 'dead',
        count: 1,
        selector: '[data-testid="pay"]',
        testId: 'pay',
        tag: 'button',
        role: 'button',
        text: 'Pay',
      },
    ])
  })

  it('clicks on a dead control as one, also with pauses between them', async () => {
    const events = await clickRepeatedly('<button>Pay</button>', { times: 3, every: 4_000 })

    expect(events).toMatchObject([{ kind: 'dead', count: 3 }])
  })

  it('a dead click when the person soon turns to something else', async () => {
    const page = renderPage('<button>Pay</button><p>Some text</p>')
    const { events } = record()

    await userEvent.click(findElement(page, 'button'))
    vi.advanceTimersByTime(1_500)
    await userEvent.click(findElement(page, 'p'))

    expect(events).toMatchObject([{ kind: 'dead', text: 'Pay' }])
  })

  it('what is pending when a report is sent', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events, flush } = record()
    await userEvent.click(findElement(page, 'button'))

    vi.advanceTimersByTime(3_000)
    expect(events).toEqual([])
    flush()

    expect(events).toMatchObject([{ kind: 'dead' }])
  })

  it('clicks in a rage as one', async () => {
    const events = await clickRepeatedly('<p>Out of stock</p>', { times: 5, selector: 'p' })

    expect(events).toMatchObject([{ kind: 'rage', count: 5, tag: 'p', text: 'Out of stock' }])
  })

  it('clicks in a rage on a control that only shows that it is pressed', async () => {
    const page = renderPage('<button>Pay</button>')
    const button = findElement(page, 'button')
    button.addEventListener('click', () => button.append(document.createElement('span')))
    const { events } = record()

    await userEvent.tripleClick(button)
    await settle()

    expect(events).toMatchObject([{ kind: 'rage', count: 3 }])
  })

  it.each(['uncaught', 'unhandledrejection'] as const)('an error that is %s', async (source) => {
    const page = renderPage('<button>Pay</button>')
    const { events, tell } = record()
    findElement(page, 'button').addEventListener('click', () => {
      tell({ type: 'error', time: Date.now(), source, name: 'Error', message: 'x' })
    })

    await userEvent.click(findElement(page, 'button'))
    await settle()

    expect(events).toMatchObject([{ kind: 'error', count: 1, text: 'Pay' }])
  })
})

describe('takes as no dead click', () => {
  it.each<[string, (button: HTMLElement) => void]>([
    ['a change of words', (button) => (button.textContent = 'Paid')],
    ['a change of a class', (button) => button.classList.add('liked')],
    ['a change elsewhere', () => document.body.toggleAttribute('data-open')],
    ['a change of the focus', () => findElement(document, 'input').focus()],
    ['a scroll', () => findElement(document, '.scroll').scrollTo(0, 50)],
    ['a selection', () => getSelection()?.selectAllChildren(findElement(document, 'p'))],
    ['a download', () => findElement(document, 'a').click()],
    ['a form that is sent', () => findElement<HTMLFormElement>(document, 'form').requestSubmit()],
    ['a popover', () => findElement(document, '[popover]').showPopover()],
    ['an address', () => history.replaceState(null, '')],
  ])('%s', async (_, react) => {
    const page = renderPage(
      `<button>Pay</button><p>text</p><input><a></a><form></form><i popover></i>
      <div class="scroll" style="height:50px;overflow:auto"><p style="height:200px"></p></div>`,
    )
    const button = findElement(page, 'button')
    button.addEventListener('click', () => react(button))
    const { events } = record()

    await userEvent.click(button)
    await new Promise(requestAnimationFrame)
    await settle()

    expect(events).toEqual([])
  })

  it('a menu that opens when it is pressed, before the click', async () => {
    const page = renderPage('<button>Menu</button>')
    const button = findElement(page, 'button')
    button.addEventListener('pointerdown', () => page.append(document.createElement('menu')))
    const { events } = record()

    await userEvent.click(button)
    await settle()

    expect(events).toEqual([])
  })

  it('a request that ends long after', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events, tell } = record()
    await userEvent.click(findElement(page, 'button'))
    const time = Date.now()

    await vi.advanceTimersByTimeAsync(6_000)
    tell({
      type: 'network',
      time,
      api: 'fetch',
      method: 'GET',
      url: '/a',
      outcome: 'completed',
      status: 200,
      duration: 6_000,
    })
    await settle()

    expect(events).toEqual([])
  })

  it.each([
    ['<p>text</p>', 'p'],
    ['<input>', 'input'],
    ['<select><option>a</select>', 'select'],
    ['<label>Name <input></label>', 'label'],
    ['<div contenteditable>text</div>', 'div'],
    ['<button role="tab" aria-selected="true">Sizes</button>', 'button'],
    ['<button aria-disabled="true">Pay</button>', 'button'],
    ['<canvas></canvas><button>Fire</button>', 'button'],
    ['<div data-casefile-block><button>Pay</button></div>', 'button'],
    ['<div data-casefile-ignore><button>Pay</button></div>', 'button'],
  ])('a click on %s', async (html, selector) => {
    expect(await clickRepeatedly(html, { selector })).toEqual([])
  })

  it('what may have changed inside of a component', async () => {
    const page = renderPage('<button>Pay</button><my-cart></my-cart>')
    findElement(page, 'my-cart').attachShadow({ mode: 'open' })
    const { events } = record()

    await userEvent.click(findElement(page, 'button'))
    await settle()

    expect(events).toEqual([])
  })
})

describe('takes as no rage', () => {
  it('a stepper that steps each time', async () => {
    const page = renderPage('<button>more</button><output>0</output>')
    const output = findElement(page, 'output')
    findElement(page, 'button').addEventListener('click', () => {
      output.textContent = String(Number(output.textContent) + 1)
    })
    const { events } = record()

    await userEvent.tripleClick(findElement(page, 'button'))
    await settle()

    expect(output.textContent).toBe('3')
    expect(events).toEqual([])
  })

  it.each([
    ['a paragraph that is selected', '<p>Some text to select</p>', 'p'],
    ['a text that is selected in a field', '<input value="some text">', 'input'],
    ['a step', '<button>+</button>', 'button'],
  ])('%s', async (_, html, selector) => {
    const page = renderPage(html)
    const { events } = record()

    await userEvent.tripleClick(findElement(page, selector))
    await settle()

    expect(events.filter(({ kind }) => kind === 'rage')).toEqual([])
  })

  it('slow clicks', async () => {
    const events = await clickRepeatedly('<p>text</p>', { times: 4, every: 700, selector: 'p' })

    expect(events).toEqual([])
  })

  it('a key that is held down', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events } = record()
    findElement(page, 'button').focus()

    await userEvent.keyboard('{Enter>5/}')
    await settle()

    expect(events).toMatchObject([{ kind: 'dead', count: 5 }])
  })
})

describe('takes as no error click', () => {
  const uncaught = (message: string): CaptureEvent => ({
    type: 'error',
    time: Date.now(),
    source: 'uncaught',
    name: 'Error',
    message,
  })

  it('an error long after the click', async () => {
    const page = renderPage('<p>text</p>')
    const { events, tell } = record()

    await userEvent.click(findElement(page, 'p'))
    vi.advanceTimersByTime(1_500)
    tell(uncaught('x'))
    await settle()

    expect(events).toEqual([])
  })

  it('an error that comes without any click as well', async () => {
    const page = renderPage('<p>text</p>')
    const { events, tell } = record()

    tell(uncaught('x'))
    await userEvent.click(findElement(page, 'p'))
    tell(uncaught('x'))
    await settle()

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it('watches the document only while a click is judged', async () => {
    const observe = vi.spyOn(MutationObserver.prototype, 'observe')
    const disconnect = vi.spyOn(MutationObserver.prototype, 'disconnect')
    onTestFinished(() => void vi.restoreAllMocks())

    await clickRepeatedly('<button>Pay</button>', { times: 2 })

    const lastOf = (spy: { mock: { invocationCallOrder: number[] } }) =>
      spy.mock.invocationCallOrder.at(-1) ?? 0
    expect(lastOf(disconnect)).toBeGreaterThan(lastOf(observe))
    expect(new Set(observe.mock.contexts).size).toBe(2)
  })
})

describe('uninstalls', () => {
  it('says nothing of a click before', async () => {
    const page = renderPage('<button>Pay</button>')
    const { events, uninstall } = record()

    await userEvent.click(findElement(page, 'button'))
    uninstall()
    uninstall()
    await settle()

    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('goes on when an event cannot be emitted', async () => {
    const page = renderPage('<button>Pay</button>')
    const heard = vi.fn()
    page.addEventListener('click', heard)
    const emitted = createSubscribers<CaptureEvent>()
    const context = {
      selectors: resolveSelectors({}),
      subscribe: emitted.add,
      onFlush: () => () => {},
    }
    onTestFinished(captureClicks(emitted.tell, { ...context, describe: () => describeClick }))
    const emit = vi.fn(() => {
      throw new Error('ours')
    })
    onTestFinished(captureFrustrations(emit, context))

    await userEvent.click(findElement(page, 'button'))
    await settle()
    await userEvent.click(findElement(page, 'button'))
    await settle()

    expect(emit).toHaveBeenCalledTimes(2)
    expect(heard).toHaveBeenCalledTimes(2)
  })
})
