import { next } from './until.ts'

/** A little of everything a page does, and what comes of it. */
export async function exercise(origin: string) {
  const response = await fetch(`${origin}/text?body=fetched`)

  const xhr = new XMLHttpRequest()
  xhr.open('GET', `${origin}/text?body=requested`)
  const loaded = next(xhr, 'load')
  xhr.send()
  await loaded

  localStorage.setItem('exercise', 'stored')
  const stored = localStorage.getItem('exercise')
  localStorage.removeItem('exercise')

  const address = location.href
  history.pushState('state', '', '#pushed')
  const pushed = [location.hash, history.state as unknown]
  history.replaceState(null, '', address)

  console.log('exercised', { with: ['arguments'] })
  console.error(new Error('shown'))

  let clicks = 0
  const button = document.createElement('button')
  document.body.append(button)
  button.addEventListener('click', () => (clicks += 1))
  button.click()
  button.remove()

  const failure = await fetch(`${origin}/drop`).catch((error: unknown) => (error as Error).name)
  return [await response.text(), xhr.responseText, stored, ...pushed, clicks, failure]
}

/** What `exercise` returns where all is well. */
export const EXERCISED = ['fetched', 'requested', 'stored', '#pushed', 'state', 1, 'TypeError']
