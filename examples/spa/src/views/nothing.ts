import { element } from '../element.ts'

export async function showNothing(main: HTMLElement): Promise<void> {
  document.title = 'Nothing here · Sundline support'
  main.replaceChildren(
    element('h1', {}, 'There is nothing at this address'),
    element('p', {}, element('a', { href: '/' }, 'All tickets')),
  )
}
