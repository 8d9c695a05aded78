import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { type Handle, ReportError, type SettledReport } from '../../../src/index.ts'
import { createInertHandle } from '../../../src/inert-handle.ts'
import { expectFocus, focusedElement } from '../../helpers/expect-focus.ts'
import { mountWidget, type WidgetOptions } from '../../../widget/index.ts'

const launcher = page.getByRole('button', { name: 'Report an issue' })
const field = page.getByRole('textbox', { name: 'What happened?' })
const send = page.getByRole('button', { name: /^(Send report|Try again|Sending…)$/ })

const accepted = { stored: false as const, issueId: 'issue-1', replaySent: Promise.resolve(true) }

/** Mounts a widget whose reports end as `report` says. */
function mount(report: Handle['report'] = async () => accepted, options: WidgetOptions = {}) {
  let listener: ((settled: SettledReport) => void) | undefined
  const handle = {
    ...createInertHandle('test'),
    report: vi.fn(report),
    onReportSettled(listen: (settled: SettledReport) => void) {
      listener = listen
      return () => (listener = undefined)
    },
    beginReport: vi.fn(),
    steps: vi.fn<Handle['steps']>(async () => []),
  }
  // The tests run in a frame, where the launcher shows itself only when asked to.
  const widget = mountWidget(handle, { frames: 'all', ...options })
  onTestFinished(() => {
    widget.unmount()
    sessionStorage.clear()
  })
  return { ...widget, handle, tell: (settled: SettledReport) => listener?.(settled) }
}

/** The launchers in the page, seen or not. */
const launcherElements = () =>
  [...document.querySelectorAll('casefile-widget')].flatMap((host) => [
    ...(host.shadowRoot?.querySelectorAll('.launcher') ?? []),
  ])

async function openDialog() {
  await launcher.click()
  await expectFocus(field)
}

describe('the dialog', () => {
  it('opens with the text field focused, and keeps the replay as it is then', async () => {
    const { handle } = mount()

    await openDialog()

    expect(handle.beginReport).toHaveBeenCalledOnce()
  })

  it('sends what was written and shows the issue and that the replay is attached', async () => {
    const { handle } = mount()
    await openDialog()

    await field.fill('  The cart is empty  ')
    await send.click()

    await expect.element(page.getByText('issue-1')).toBeVisible()
    await expect.element(page.getByText('The replay is attached.')).toBeVisible()
    expect(handle.report).toHaveBeenCalledExactlyOnceWith({ description: 'The cart is empty' })
  })

  it('shows the steps so far when a person looks at what is sent', async () => {
    const { handle } = mount()
    handle.steps.mockResolvedValue(['Opened /cart', 'Clicked button "Pay <b>now</b>"'])
    await openDialog()
    expect(handle.steps).not.toHaveBeenCalled()

    await page.getByText(/^Sent with it/).click()

    const steps = page.getByRole('list', { name: 'Steps so far' })
    await expect.element(steps.getByText('Clicked button "Pay <b>now</b>"')).toBeVisible()
  })

  it('returns the focus to what opened it when Escape closes it', async () => {
    mount()
    await openDialog()

    await userEvent.keyboard('{Escape}')

    await expect.poll(focusedElement).toBe(launcherElements()[0])
  })

  it('keeps what was typed when it is closed, and across a reload', async () => {
    const { unmount } = mount()
    await openDialog()
    await field.fill('half a thought')
    await userEvent.keyboard('{Escape}')

    await openDialog()
    await expect.element(field).toHaveValue('half a thought')

    // A reload leaves nothing of the widget but sessionStorage.
    unmount()
    mountWidget(createInertHandle('after the reload'), { frames: 'all' })
    await openDialog()
    await expect.element(field).toHaveValue('half a thought')
  })

  it('says what is wrong with an empty text and does not send it', async () => {
    const { handle } = mount()
    await openDialog()

    await send.click()

    await expect.element(page.getByText('Please say in a few words what happened.')).toBeVisible()
    await expectFocus(field)
    expect(handle.report).not.toHaveBeenCalled()
  })

  it('counts as the collector counts, and sends no more than 5,000 characters', async () => {
    const { handle } = mount()
    await openDialog()

    await field.fill(`${'🙂'.repeat(5_001)} `)
    await expect.element(page.getByText('5,001 / 5,000')).toBeVisible()
    await send.click()
    expect(handle.report).not.toHaveBeenCalled()

    await field.fill('🙂'.repeat(5_000))
    await send.click()
    expect(handle.report).toHaveBeenCalledOnce()
  })

  it.each([
    ['unreachable', /could not be delivered/],
    ['refused', /not accepted: the collector said no/],
    ['inactive', /recording is switched off/],
  ] as const)(
    'says why a report failed (%s), keeps the text, and tries again',
    async (code, text) => {
      let attempts = 0
      mount(async () => {
        attempts += 1
        if (attempts === 1) throw new ReportError(code, 'the collector said no')
        return accepted
      })
      await openDialog()
      await field.fill('still here')

      await send.click()
      await expect.element(page.getByText(text)).toBeVisible()
      await expect.element(field).toHaveValue('still here')

      await send.click()
      await expect.element(page.getByText('issue-1')).toBeVisible()
    },
  )

  it('sends once however often the button is pressed', async () => {
    const pending = Promise.withResolvers<typeof accepted>()
    const { handle } = mount(() => pending.promise)
    await openDialog()
    await field.fill('once')

    await send.click()
    await send.click({ force: true })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    pending.resolve(accepted)

    await expect.element(page.getByText('issue-1')).toBeVisible()
    expect(handle.report).toHaveBeenCalledOnce()
  })

  it('goes on sending when it is closed, and tells the end at the launcher', async () => {
    const pending = Promise.withResolvers<typeof accepted>()
    mount(() => pending.promise)
    await openDialog()
    await field.fill('later')
    await send.click()
    await userEvent.keyboard('{Escape}')

    pending.resolve(accepted)

    const news = page.getByRole('button', { name: 'Thank you, your report has arrived' })
    await news.click()
    await expect.element(page.getByText('issue-1')).toBeVisible()
  })

  it('says at the launcher that it could not be loaded, and tries again when asked to', async () => {
    let blocked = true
    mount(undefined, {
      loadDialog: () =>
        blocked
          ? Promise.reject(new Error('blocked'))
          : import('../../../widget/dialog/Dialog.tsx'),
    })

    await launcher.click()
    const news = page.getByRole('button', { name: /did not load/ })
    await expect.element(news).toBeVisible()
    blocked = false
    await news.click()

    await expectFocus(field)
  })
})

describe('a report that has to wait', () => {
  const stored = (place: 'device' | 'page') => async () => ({
    stored: place,
    issueId: null,
    replaySent: Promise.resolve(false),
  })
  const time = new Date(2025, 10, 22, 14, 5).getTime()

  async function sendWords() {
    await openDialog()
    await field.fill('The cart is empty')
    await send.click()
  }

  it('is said to be kept on the device, with the focus there, and leaves an empty form', async () => {
    mount(stored('device'))

    await sendWords()

    const heading = page.getByRole('heading', { name: 'Your report is saved' })
    await expectFocus(heading)
    await expect.element(page.getByText(/It is kept on this device/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await openDialog()
    await expect.element(field).toHaveValue('')
    expect(sessionStorage.length).toBe(0)
  })

  it('is said to need the page where nothing can be kept, and its text outlives a reload', async () => {
    const { unmount } = mount(stored('page'))

    await sendWords()

    await expect.element(page.getByText(/leave this page open/)).toBeVisible()
    unmount()
    mount()
    await openDialog()
    await expect.element(field).toHaveValue('The cart is empty')
  })

  it('becomes the receipt when it arrives while it is on show', async () => {
    const { tell } = mount(stored('device'))
    await sendWords()
    await expect.element(page.getByRole('heading', { name: /saved/ })).toBeVisible()

    tell({ outcome: 'arrived', time: Date.now(), issueId: 'issue-7' })

    await expectFocus(page.getByRole('heading', { name: 'Thank you' }))
    await expect.element(page.getByText('issue-7')).toBeVisible()
  })

  it('is told at the launcher, to ear and eye, when it has arrived, and once in the dialog with its number', async () => {
    const { tell } = mount()

    tell({ outcome: 'arrived', time, issueId: 'issue-7' })

    const words = 'Your report of Nov 22, 2025, 2:05 PM has arrived'
    await expect.element(page.getByRole('status').filter({ hasText: words })).toBeInTheDocument()
    await page.getByRole('button', { name: words }).click()
    await expectFocus(field)
    await expect.element(page.getByRole('status').getByText(/Its number is issue-7/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await openDialog()
    await expect.element(page.getByText(/issue-7/)).not.toBeInTheDocument()
  })

  it('says why it was refused, and gives its words back', async () => {
    const { tell } = mount()

    tell({ outcome: 'refused', time, description: 'My words', reason: 'no room' })

    await page.getByRole('button', { name: /was not accepted/ }).click()
    await expectFocus(field)
    await expect.element(page.getByText(/was not accepted: no room/)).toBeVisible()
    await expect.element(page.getByText('My words')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Copy text' })).toBeVisible()
  })

  it('lets good news not cover bad news', async () => {
    const { tell } = mount()

    tell({ outcome: 'refused', time, description: 'My words', reason: 'no room' })
    tell({ outcome: 'arrived', time, issueId: 'issue-7' })

    await expect.element(page.getByRole('button', { name: /was not accepted/ })).toBeVisible()
  })

  it('speaks inside the dialog while that is open', async () => {
    const { tell } = mount()
    await openDialog()

    tell({ outcome: 'arrived', time, issueId: 'issue-7' })

    await expect.element(page.getByRole('status').getByText(/Its number is issue-7/)).toBeVisible()
    expect(launcherElements()[0]?.textContent).toBe('Report an issue')
  })

  it('is told in the page’s own words', async () => {
    const { tell } = mount(undefined, {
      strings: {
        language: 'de',
        arrivedLater: 'Angekommen: {time}',
        earlierArrived: 'Nummer {id}',
      },
    })

    tell({ outcome: 'arrived', time, issueId: 'issue-7' })

    await page.getByRole('button', { name: 'Angekommen: 22.11.2025, 14:05' }).click()
    await expect.element(page.getByText('Nummer issue-7')).toBeVisible()
  })
})

describe('among the page', () => {
  it('opens above a modal of the page', async () => {
    const { open } = mount()
    const modal = document.body.appendChild(document.createElement('dialog'))
    onTestFinished(() => modal.remove())
    modal.showModal()

    open()

    await expectFocus(field)
    await userEvent.keyboard('typed')
    await expect.element(field).toHaveValue('typed')
  })

  it('keeps what is typed from the page’s shortcuts, and its focus from the page’s traps', async () => {
    mount()
    const seen: string[] = []
    const note = (event: Event) => seen.push(event.type)
    for (const type of ['keydown', 'focusin']) document.addEventListener(type, note)
    onTestFinished(() => {
      for (const type of ['keydown', 'focusin']) document.removeEventListener(type, note)
    })
    await openDialog()

    await userEvent.keyboard('k')

    await expect.element(field).toHaveValue('k')
    expect(seen).toEqual([])
  })

  it('looks the same whatever the page says about every element', async () => {
    const hostile = document.head.appendChild(document.createElement('style'))
    onTestFinished(() => hostile.remove())
    hostile.textContent =
      'html { font-size: 40px } * { all: unset; color: red } div, button, casefile-widget { display: none !important; opacity: 0 !important }'
    mount()

    const [button] = launcherElements()
    expect(button!.checkVisibility({ opacityProperty: true, visibilityProperty: true })).toBe(true)
    const { height, fontSize } = getComputedStyle(button!)
    expect([parseFloat(height) >= 44, fontSize]).toEqual([true, '14px'])
  })

  it('is one for the whole page: mounting again replaces it', async () => {
    const first = mount()
    mount()

    expect(launcherElements()).toHaveLength(1)
    first.open()
    await expectFocus(field)
  })

  it('leaves nothing behind when it is unmounted', async () => {
    const before = document.documentElement.outerHTML
    const { unmount } = mount()
    await openDialog()

    unmount()

    expect(document.documentElement.outerHTML).toBe(before)
  })
})
