import { describe, expect, it } from 'vitest'

import { analyse, at } from './evidence.ts'

describe('priority and impact', () => {
  it('are highest when purchases fail again and again', async () => {
    const tries = [1000, 4000, 7000].flatMap((offset) => [
      at(offset).click('Pay now'),
      at(offset + 10).request('/api/checkout', { status: 500 }),
    ])

    const rating = await analyse(tries, { description: "I can't pay" })

    expect(rating).toMatchObject({
      priority: 'P0',
      priorityReasons: [
        'POST /api/checkout answered 500',
        'It is on the way to a purchase',
        'The person could not go on',
        'It followed a click on "Pay now"',
        'It happened 3 times',
      ],
      revenueImpact: expect.stringMatching(/^Likely/),
    })
    expect(rating.impactScore).toBeGreaterThanOrEqual(85)
  })

  it('are lowest when nothing was recorded and nothing is said', async () => {
    expect(await analyse([], { description: 'A typo in the footer' })).toMatchObject({
      priority: 'P3',
      priorityReasons: ['Nothing that explains it was recorded'],
      impactScore: 10,
      revenueImpact: null,
    })
  })

  it('put a missing picture below a missing script', async () => {
    const missing = (name: string) =>
      analyse([at(0).error('', { source: 'resource', name, url: 'http://shop.test/latte-art' })], {
        description: 'The latte looks wrong',
      })

    expect((await missing('img')).priority).toBe('P3')
    expect((await missing('script')).priority).toBe('P2')
  })

  it('know the way in', async () => {
    const { priorityReasons } = await analyse([
      at(0).click('Sign in'),
      at(10).request('/api/login', { status: 500 }),
    ])

    expect(priorityReasons).toContain('It is where people sign in or sign up')
  })

  it('give a reason for every point', async () => {
    const { impactReasons, impactScore } = await analyse([at(0).error('x')])

    expect(impactReasons).toEqual(['TypeError: x'])
    expect(impactScore).toBe(35)
  })
})
