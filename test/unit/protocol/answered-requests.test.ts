import { expect, it } from 'vitest'

import { answeredRequests, type RecordedEvent } from '../../../src/protocol/index.ts'

function request(outcome: 'pending' | 'completed', seq: number, url = '/pay'): RecordedEvent {
  return {
    type: 'network',
    time: 5,
    api: 'fetch',
    method: 'GET',
    url,
    outcome,
    status: 0,
    duration: 1,
    seq,
    tabId: 'tab',
  }
}

it('finds the pending request whose end was recorded later', () => {
  const events = [request('pending', 1), request('pending', 2, '/other'), request('completed', 3)]

  expect([...answeredRequests(events)]).toEqual([events[0]])
})

it('takes one end for one request, though they began together', () => {
  const events = [request('pending', 1), request('pending', 2), request('completed', 3)]

  expect([...answeredRequests(events)]).toEqual([events[0]])
})

it('leaves requests of another tab alone', () => {
  const events = [request('pending', 1), { ...request('completed', 1), tabId: 'another' }]

  expect(answeredRequests(events).size).toBe(0)
})
