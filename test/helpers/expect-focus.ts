import { expect } from 'vitest'
import type { Locator } from 'vitest/browser'

/** Waits until the element has the focus; unlike `toHaveFocus` it looks into shadow roots. */
export async function expectFocus(locator: Locator): Promise<void> {
  await expect
    .poll(() => locator.query() !== null && focusedElement() === locator.query())
    .toBe(true)
}

export function focusedElement(): Element | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}
