import axe from 'axe-core'
import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { ReportError, type SettledReport } from '../../../src/index.ts'
import { createInertHandle } from '../../../src/inert-handle.ts'
import { expectFocus, focusedElement } from '../../helpers/expect-focus.ts'
import { mountWidget } from '../../../widget/index.ts'

/** Names of the accessibility rules the widget breaks. */
async function brokenRules() {
  const { violations } = await axe.run({ include: ['casefile-widget'] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
}

function mount(theme: 'light' | 'dark') {
  let attempts = 0
  const widget = mountWidget(
    {
      ...createInertHandle('test'),
      async report() {
        attempts += 1
        if (attempts === 1) throw new ReportError('unreachable', 'no answer')
        return { stored: false as const, issueId: 'issue-1', replaySent: Promise.resolve(false) }
      },
    },
    { theme, frames: 'all' },
  )
  onTestFinished(() => {
    widget.unmount()
    sessionStorage.clear()
  })
}

it.each(['light', 'dark'] as const)(
  'breaks no accessibility rule in any state, %s',
  async (theme) => {
    mount(theme)
    const field = page.getByRole('textbox')
    await expect.poll(brokenRules).toEqual([])

    await page.getByRole('button', { name: 'Report an issue' }).click()
    await expectFocus(field)
    await expect.poll(brokenRules).toEqual([])
    // Those are the page's: it has one of each.
    expect(page.getByRole('banner').elements()).toEqual([])
    expect(page.getByRole('contentinfo').elements()).toEqual([])

    await page.getByRole('button', { name: 'Send report' }).click()
    await expect.element(page.getByText(/Please say/)).toBeVisible()
    await expect.poll(brokenRules).toEqual([])

    await field.fill('Broken')
    await page.getByRole('button', { name: 'Send report' }).click()
    await expect.element(page.getByText(/could not be delivered/)).toBeVisible()
    await expect.poll(brokenRules).toEqual([])

    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.element(page.getByText('issue-1')).toBeVisible()
    await expect.poll(brokenRules).toEqual([])
  },
)

it.each(['light', 'dark'] as const)(
  'breaks no accessibility rule where reports wait, arrive late and are refused, %s',
  async (theme) => {
    let tell: (settled: SettledReport) => void = () => {}
    const widget = mountWidget(
      {
        ...createInertHandle('test'),
        report: async () => ({
          stored: 'device',
          issueId: null,
          replaySent: Promise.resolve(false),
        }),
        onReportSettled(listener) {
          tell = listener
          return () => {}
        },
      },
      { theme, frames: 'all' },
    )
    onTestFinished(() => {
      widget.unmount()
      sessionStorage.clear()
    })
    tell({ outcome: 'arrived', time: 1, issueId: 'issue-1' })
    tell({ outcome: 'refused', time: 2, description: 'My words', reason: 'no room' })
    await expect.poll(brokenRules).toEqual([])

    await page.getByRole('button', { name: /was not accepted/ }).click()
    await expect.element(page.getByText('My words')).toBeVisible()
    await expect.poll(brokenRules).toEqual([])

    await page.getByRole('textbox').fill('Broken')
    await page.getByRole('button', { name: 'Send report' }).click()
    await expect.element(page.getByText(/kept on this device/)).toBeVisible()
    await expect.poll(brokenRules).toEqual([])
  },
)

it('can be used with the keyboard alone, in the order it is read', async () => {
  mount('light')
  const order: string[] = []
  const focusedName = () =>
    focusedElement()?.getAttribute('aria-label') ?? focusedElement()?.textContent ?? ''

  await userEvent.keyboard('{Tab}')
  order.push(focusedName())
  await userEvent.keyboard('{Enter}')
  await expectFocus(page.getByRole('textbox'))
  for (let step = 0; step < 3; step += 1) {
    await userEvent.keyboard('{Tab}')
    order.push(focusedName())
  }

  expect(order.slice(0, 3)).toEqual([
    'Report an issue',
    'Sent with it: what this page did',
    'Send report',
  ])
})
