import { describe, expect, it } from 'vitest'

import { analyse, at } from './evidence.ts'

describe('a click without effect', () => {
  it('is found when nothing followed it before the report', async () => {
    const { summary, probableCause } = await analyse([at(0).open('/'), at(5000).click('Subscribe')])

    expect(summary).toBe('Nothing followed a click on "Subscribe".')
    expect(probableCause).toMatch(/^Nothing followed a click on "Subscribe".*no handler/)
  })

  it('is counted when the person tried again', async () => {
    const { summary, evidence } = await analyse([
      at(5000).click('Subscribe'),
      at(7000).click('Subscribe'),
    ])

    expect(summary).toContain('It was clicked twice.')
    expect(evidence).toHaveLength(2)
  })

  it.each([
    ['a request', at(5001).request('/x')],
    ['a navigation', at(5001).open('/next')],
    ['a stored value', at(5001).storage('cart')],
    ['a message', at(5001).console('subscribed', { level: 'info', method: 'log' })],
  ])('is none when %s followed', async (_what, event) => {
    const { probableCause } = await analyse([at(5000).click('Subscribe'), event])

    expect(probableCause).toBeNull()
  })

  it('is found among others when the person names it', async () => {
    const events = [at(1000).click('Subscribe'), at(5000).click('Menu'), at(5010).open('/menu')]

    const named = await analyse(events, { description: 'I cannot subscribe!' })
    const unnamed = await analyse(events, { description: 'The colours are odd' })

    expect(named.summary).toBe('Nothing followed a click on "Subscribe".')
    expect(unnamed.probableCause).toBeNull()
  })

  it('is none when the report came before the page could react', async () => {
    const { probableCause } = await analyse([at(9500).click('Subscribe')])

    expect(probableCause).toBeNull()
  })

  it('is none when what was clicked is no control', async () => {
    const click = { tag: 'p', role: 'paragraph' }
    const { probableCause } = await analyse([at(5000).click('Some text', click)])

    expect(probableCause).toBeNull()
  })
})

describe('clicks in a rage', () => {
  it('are three on the same element within two seconds', async () => {
    const { summary } = await analyse(
      [0, 900, 1800].flatMap((offset) => [
        at(offset).click('Apply'),
        at(offset + 10).request('/api/coupon'),
      ]),
    )

    expect(summary).toBe('"Apply" was clicked 3 times in a row.')
  })

  it('are not three in a longer time, and not three on different elements', async () => {
    const slowly = [0, 1500, 3000].flatMap((offset) => [
      at(offset).click('Next'),
      at(offset + 10).request('/page'),
    ])
    const around = ['A', 'B', 'C'].flatMap((text, index) => [
      at(index * 100).click(text),
      at(index * 100 + 10).request('/page'),
    ])

    expect((await analyse(slowly)).probableCause).toBeNull()
    expect((await analyse(around)).probableCause).toBeNull()
  })

  it('weigh more when nothing followed them', async () => {
    const once = await analyse([at(5000).click('Apply')])
    const raging = await analyse([5000, 5300, 5600].map((offset) => at(offset).click('Apply')))

    expect(raging.impactScore).toBeGreaterThan(once.impactScore)
    expect(raging.summary).toContain('It was clicked 3 times.')
  })
})
