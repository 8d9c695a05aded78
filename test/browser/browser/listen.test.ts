import { expect, it } from 'vitest'

import { listen } from '../../../src/browser/listen.ts'

it('hears an event that the page stops on its way', () => {
  const heard: string[] = []
  const button = document.body.appendChild(document.createElement('button'))
  button.addEventListener('click', (event) => event.stopImmediatePropagation())

  const unlisten = listen(window, 'click', (event) => heard.push(event.type))
  button.click()
  unlisten()
  button.click()
  button.remove()

  expect(heard).toEqual(['click'])
})

it('keeps a failure of ours from the page', () => {
  const failures: unknown[] = []
  const target = new EventTarget()
  const onError = (event: ErrorEvent) => failures.push(event.error)
  window.addEventListener('error', onError)

  const unlisten = listen(target, 'ping', () => {
    throw new Error('ours')
  })
  target.dispatchEvent(new Event('ping'))
  unlisten()
  window.removeEventListener('error', onError)

  expect(failures).toEqual([])
})
