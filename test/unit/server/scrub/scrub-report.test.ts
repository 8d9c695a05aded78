import { expect, it } from 'vitest'

import { createScrubber } from '../../../../server/src/scrub/scrubber.ts'
import type { ScrubRules } from '../../../../server/src/storage/meta/scrub-rule-store.ts'

const scrub = async (metadata: object, rules?: ScrubRules) => {
  const scrubber = createScrubber({ meta: { scrubRules: async () => rules } })
  const copy = structuredClone(metadata) as Record<string, never>
  await scrubber.report('p', { text: 'Ask ada@example.com', metadata: copy })
  return copy
}

const user = { id: 'ada@example.com', name: 'Ada', email: 'ada@example.com' }

it('whom the app named stays named, in the order it had', async () => {
  expect(JSON.stringify(await scrub({ user }))).toBe(JSON.stringify({ user }))
})

it('what is no identity is taken out all the same, beside it and in it', async () => {
  const metadata = {
    user: { ...user, token: 'abcdefgh', note: 'or bob@example.com' },
    email: 'x@y.example',
  }

  expect(await scrub(metadata)).toEqual({
    user: { ...user, token: '[redacted]', note: 'or [redacted]' },
    email: '[redacted]',
  })
})

it('a project may have an identity taken out', async () => {
  const rules = { fields: ['email'], patterns: ['Ada'] }

  expect(await scrub({ user }, rules)).toEqual({
    user: { id: 'ada@example.com', name: '[redacted]', email: '[redacted]' },
  })
})
