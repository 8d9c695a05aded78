import { onTestFinished } from 'vitest'

/** Puts markup into the page for the rest of the test. */
export function renderPage(html: string): HTMLElement {
  const page = document.body.appendChild(document.createElement('div'))
  page.id = 'page'
  page.innerHTML = html
  // A link or a form would take the runner's page away.
  const stay = (event: Event) => event.preventDefault()
  page.addEventListener('submit', stay)
  page.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) stay(event)
  })
  onTestFinished(() => page.remove())
  return page
}

export function findElement<Type extends HTMLElement = HTMLElement>(
  page: ParentNode,
  selector: string,
): Type {
  const element = page.querySelector<Type>(selector)
  if (!element) throw new Error(`There is no ${selector}`)
  return element
}
