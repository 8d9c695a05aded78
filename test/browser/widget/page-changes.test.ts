import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { createInertHandle } from '../../../src/inert-handle.ts'
import { mountWidget, type WidgetOptions } from '../../../widget/index.ts'
import { expectFocus, focusedElement } from '../../helpers/expect-focus.ts'

const launcher = page.getByRole('button', { name: 'Report an issue' })
const dialog = page.getByRole('dialog')
const field = page.getByRole('textbox', { name: 'What happened?' })

function mount(options: WidgetOptions = {}) {
  const widget = mountWidget(createInertHandle('test'), { frames: 'all', ...options })
  onTestFinished(() => {
    widget.unmount()
    sessionStorage.clear()
  })
  return widget
}

const host = () => document.querySelector<HTMLElement>('casefile-widget')

it('stays open, with its text and focus, when the page replaces its body', async () => {
  const body = document.body
  onTestFinished(() => void (document.body = body))
  mount()
  await launcher.click()
  await field.fill('half a thought')

  document.body = document.createElement('body')

  await expect.poll(() => host()?.parentElement === document.body).toBe(true)
  await expectFocus(field)
  await userEvent.keyboard('!')
  await expect.element(field).toHaveValue('half a thought!')
  expect(dialog.element().matches(':modal')).toBe(true)
})

it('opens although the page has hidden everything beside its own modal', async () => {
  const { open } = mount()
  host()!.inert = true
  host()!.ariaHidden = 'true'

  open()

  await expectFocus(field)
  await expect.element(dialog).toBeVisible()
})

it('stands at the right on a page that is written from right to left', async () => {
  document.documentElement.dir = 'rtl'
  onTestFinished(() => document.documentElement.removeAttribute('dir'))
  mount()
  await launcher.click()
  await expectFocus(field)

  const { right } = field.element().getBoundingClientRect()
  const close = page.getByRole('button', { name: 'Close' }).element().getBoundingClientRect()
  expect(textRight(page.getByText('What happened?').element())).toBeCloseTo(right, 0)
  expect(close.right).toBeLessThan(right)
})

it('closes by a press beside it only while there is nothing to lose', async () => {
  const { open } = mount()
  open()
  await expectFocus(field)

  await field.fill('something')
  await pressBeside()
  await expect.element(dialog).toBeVisible()

  await field.fill('')
  await pressBeside()
  await expect.element(dialog).not.toBeInTheDocument()
})

it('has no launcher when the page wants its own, and returns the focus to that', async () => {
  const own = document.body.appendChild(document.createElement('button'))
  onTestFinished(() => own.remove())
  const { open, close } = mount({ launcher: false })
  own.textContent = 'Help'
  own.onclick = open

  await expect.element(launcher).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Help' }).click()
  await expectFocus(field)
  close()

  await expect.poll(focusedElement).toBe(own)
})

/** Where the letters end, whatever the width of the element. */
function textRight(element: Element) {
  const range = document.createRange()
  range.selectNodeContents(element)
  return range.getBoundingClientRect().right
}

async function pressBeside() {
  const { left, top } = dialog.element().getBoundingClientRect()
  await dialog.click({ position: { x: 2 - left, y: 2 - top }, force: true })
}
