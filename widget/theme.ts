import type { WidgetOptions } from './options.ts'

/**
 * Sets `data-theme` of the host. The styles know `light` and `dark`; with anything else they
 * follow the system. To be called again now and then: sites switch without an event.
 */
export function applyTheme(element: HTMLElement, theme: WidgetOptions['theme'] = 'auto'): void {
  // `normal`, `light dark` and the like leave it to the system.
  const declared = getComputedStyle(document.documentElement).colorScheme.replace('only ', '')
  element.dataset.theme = theme === 'auto' ? declared : theme
}
