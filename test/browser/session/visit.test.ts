import { beforeEach, describe, expect, it, vi } from 'vitest'

import { openVisit } from '../../../src/session/visit.ts'

function openKept(now?: () => number) {
  const visit = openVisit('tab', now)
  visit.keep()
  return visit
}

const MINUTE = 60_000

beforeEach(() => {
  sessionStorage.clear()
  localStorage.removeItem('casefile:visit')
})

describe('a visit', () => {
  it('goes on, with session, tab and sequence, when the next page of the tab opens it', () => {
    const first = openKept()
    first.stamp(Date.now())
    first.close()

    const second = openKept()

    expect(second.sessionId()).toBe(first.sessionId())
    expect(second.stamp(Date.now())).toEqual({
      sessionId: first.sessionId(),
      tabId: first.tabId(),
      seq: 1,
    })
  })

  it('gets a tab id of its own in a duplicated tab, and keeps the session', () => {
    const original = openKept()

    // The copy of sessionStorage a duplicate begins with says that a page is using it.
    const duplicate = openKept()

    expect(duplicate.sessionId()).toBe(original.sessionId())
    expect(duplicate.tabId()).not.toBe(original.tabId())
  })

  it('begins a new session after 30 idle minutes', () => {
    let now = 0
    const visit = openKept(() => now)
    const before = visit.stamp(now).sessionId

    now += 29 * MINUTE
    expect(visit.stamp(now).sessionId).toBe(before)
    now += 30 * MINUTE
    expect(visit.stamp(now).sessionId).not.toBe(before)
  })

  it('is new when the stored one was left 30 minutes ago', () => {
    let now = 0
    const visit = openKept(() => now)
    visit.close()

    now = 31 * MINUTE

    expect(openKept(() => now).sessionId()).not.toBe(visit.sessionId())
  })

  it('forgets the release of its entries with the session', () => {
    const visit = openKept()
    visit.setReleased(true)
    expect(visit.isReleased(visit.sessionId())).toBe(true)

    visit.renew()

    expect(visit.isReleased(visit.sessionId())).toBe(false)
  })

  it('leaves nothing on the device until it is kept, and nothing once it is forgotten', () => {
    const visit = openVisit('tab')
    visit.setFacts({ user: { id: '1' } })
    visit.close()
    expect(sessionStorage.getItem('casefile:visit')).toBeNull()

    visit.keep()
    expect(sessionStorage.getItem('casefile:visit')).toContain(visit.sessionId())

    visit.forget()
    visit.renew()
    expect(sessionStorage.getItem('casefile:visit')).toBeNull()
  })

  it('tells the frames of a page nothing when the page is shown that was never left', async () => {
    const visit = openKept()
    const frame = document.body.appendChild(document.createElement('iframe'))
    const keys: (string | null)[] = []
    frame.contentWindow!.addEventListener('storage', ({ key }) => keys.push(key))
    // What opening has written comes first.
    sessionStorage.setItem('before', String(Math.random()))
    await vi.waitFor(() => expect(keys).toContain('before'))

    visit.stamp(Date.now())
    visit.reopen()
    sessionStorage.setItem('after', String(Math.random()))
    await vi.waitFor(() => expect(keys).toContain('after'))

    expect(keys.slice(keys.indexOf('before'))).toEqual(['before', 'after'])
    frame.remove()
    sessionStorage.clear()
  })

  it('says again that it is open when the page is back from the back/forward cache', () => {
    const visit = openKept()
    visit.close()

    visit.reopen()

    expect(openKept().tabId()).not.toBe(visit.tabId())
  })

  it('begins anew when the stored record is not ours', () => {
    sessionStorage.setItem('casefile:visit', '{"sessionId":7}')

    expect(openKept().sessionId()).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('a visit that all tabs share', () => {
  /** As in a tab of its own: with nothing in sessionStorage. */
  function openTab(now?: () => number) {
    sessionStorage.clear()
    const visit = openVisit('browser', now)
    visit.keep()
    return visit
  }

  it('is the same in a second tab, each with an id and numbers of its own', () => {
    const first = openTab()
    first.stamp(Date.now())
    first.setFacts({ user: { id: '1' } })

    const second = openTab()

    expect(second.sessionId()).toBe(first.sessionId())
    expect(second.facts()).toEqual({ user: { id: '1' } })
    expect(second.tabId()).not.toBe(first.tabId())
    expect(second.stamp(Date.now()).seq).toBe(0)
  })

  it('goes on while any of its tabs is used', () => {
    let time = 0
    const used = openTab(() => time)
    const left = openTab(() => time)
    const { sessionId } = used.stamp(0)

    for (time = 0; time <= 60 * MINUTE; time += 5 * MINUTE) used.stamp(time)

    expect(openTab(() => time).sessionId()).toBe(sessionId)
    expect(left.stamp(time).sessionId).toBe(sessionId)
  })

  it('is new after 30 minutes in which no tab was used', () => {
    let time = 0
    const before = openTab(() => time)
    before.stamp(0)

    time = 30 * MINUTE
    const after = openTab(() => time)

    expect(after.sessionId()).not.toBe(before.sessionId())
    expect(before.stamp(time).sessionId).toBe(after.sessionId())
  })

  it('is left by all tabs when one of them begins a new one', () => {
    const [first, second] = [openTab(), openTab()]
    second.setReleased(true)

    const renewed = first.renew()
    second.join()

    expect(second.stamp(Date.now()).sessionId).toBe(renewed)
    expect(second.isReleased(renewed)).toBe(false)
  })

  it('is not taken back by a tab that has heard nothing of the new one', () => {
    const [first, second] = [openTab(), openTab()]
    const renewed = first.renew()

    second.close()

    expect(openTab().sessionId()).toBe(renewed)
  })

  it('leaves nothing on the device once it is forgotten', () => {
    const visit = openTab()
    expect(localStorage.getItem('casefile:visit')).toContain(visit.sessionId())

    visit.forget()
    visit.close()

    expect(localStorage.getItem('casefile:visit')).toBeNull()
    expect(sessionStorage.getItem('casefile:tab')).toBeNull()
  })
})
