import { expect, it, onTestFinished, vi } from 'vitest'

import { captureCookies } from '../../../src/capture/cookies.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const remove = (name: string) => {
  document.cookie = `${name}=; max-age=0`
}

/** The browser is asked for changes by message, behind which this one waits in line. */
const listening = () => cookieStore.getAll()

it('records which cookies change and how large they are, not what they hold', async () => {
  onTestFinished(() => remove('theme'))
  const { events } = collectEvents('storage', captureCookies)
  await listening()

  document.cookie = 'theme=very-dark'
  await vi.waitFor(() => expect(events).toHaveLength(1), 5_000)
  remove('theme')
  await vi.waitFor(() => expect(events).toHaveLength(2), 5_000)

  const change = { type: 'storage', time: expect.any(Number), area: 'cookie', key: 'theme' }
  expect(events).toEqual([
    { ...change, operation: 'set', valueBytes: 9 },
    { ...change, operation: 'remove' },
  ])
})

it('is still after it is uninstalled', async () => {
  onTestFinished(() => remove('theme'))
  const { events, uninstall } = collectEvents('storage', captureCookies)
  uninstall()
  const { events: others } = collectEvents('storage', captureCookies)
  await listening()

  document.cookie = 'theme=dark'
  await vi.waitFor(() => expect(others).toHaveLength(1), 5_000)

  expect(events).toEqual([])
})

it('leaves a page alone whose browser has no CookieStore', () => {
  vi.stubGlobal('cookieStore', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())

  expect(() => collectEvents('storage', captureCookies)).not.toThrow()
})
