import { afterEach, expect, it, vi } from 'vitest'

import { handOver, openAgentDoor, type AgentPost } from '../../../src/browser/agent-door.ts'

const page = globalThis as { Casefile?: { sessionId(): string; flush(): Promise<void> } }
const message = { path: '/v1/custom' as const, body: { type: 'run' } }
const flush = vi.fn(async () => {})

afterEach(() => delete page.Casefile)

it('says that nobody is there when no Casefile runs', () => {
  expect(handOver(message)).toBeUndefined()
  page.Casefile = { sessionId: () => '', flush }
  expect(handOver(message)).toBeUndefined()
})

it('hands over at once, and before anybody takes, with the session of the visit', async () => {
  page.Casefile = { sessionId: () => 'visit-1', flush }
  const taken: AgentPost[] = []

  const early = handOver(message)
  expect(flush).toHaveBeenCalledOnce()
  const close = openAgentDoor(async (post) => taken.push(post) === 1)
  const late = handOver(message)

  expect([await early, await late]).toEqual([true, false])
  expect(taken).toEqual([
    { ...message, sessionId: 'visit-1' },
    { ...message, sessionId: 'visit-1' },
  ])
  close()
  expect(handOver(message)).toBeUndefined()
})

it('leaves nothing behind that a page would come across', () => {
  openAgentDoor(async () => true)()

  expect(Object.getOwnPropertySymbols(globalThis).filter(isEnumerable)).not.toContainEqual(
    expect.objectContaining({ description: expect.stringContaining('casefile') }),
  )
})

const isEnumerable = (key: symbol) => Object.prototype.propertyIsEnumerable.call(globalThis, key)
