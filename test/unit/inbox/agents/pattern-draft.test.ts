import { expect, it } from 'vitest'

import {
  EMPTY_DRAFT,
  faultOf,
  slugOf,
  toDraft,
  toPattern,
} from '../../../../inbox/src/agents/patterns/pattern-draft.ts'
import type { OwnPattern } from '../../../../inbox/src/agents/patterns/pattern-types.ts'

it('gives back a pattern as it came when nothing was changed', () => {
  const pattern: OwnPattern = {
    slug: 'asks-for-a-refund',
    name: 'Asks for a refund',
    description: 'Wants the money back',
    enabled: false,
    definition: {
      tools: { any: ['find_order'], all: ['refund', 'mail'] },
      metadata: [{ key: 'plan', equals: 'a=b' }],
      in: 'prompt',
      phrases: ['money back', 'refund'],
      examples: [
        { text: 'Give me my money', matches: true },
        { text: 'What is a refund?', matches: false },
      ],
    },
  }

  expect(toPattern(pattern.slug, toDraft(pattern))).toEqual(pattern)
})

it('leaves out what says nothing', () => {
  const draft = { ...EMPTY_DRAFT, name: ' Refund ', phrases: ' refund \n\n' }

  expect(toPattern('refund', draft)).toEqual({
    slug: 'refund',
    name: 'Refund',
    description: '',
    enabled: true,
    definition: { phrases: ['refund'] },
  })
})

it.each([
  [{ name: ' ' }, 'Give it a name.'],
  [{ name: '!!' }, 'The name needs a letter or a digit.'],
  [{ name: 'x', phrases: 'y', metadata: 'plan' }, 'A metadata filter is key=value.'],
  [{ name: 'x' }, 'Say by what it is seen: at least one phrase, or one example that shows it.'],
  [{ name: 'x', matching: 'a\n'.repeat(101) }, 'At most 100 examples.'],
  [{ name: 'x', phrases: 'y' }, undefined],
])('says what keeps %j from being saved', (draft, fault) => {
  expect(faultOf({ ...EMPTY_DRAFT, ...draft })).toBe(fault)
})

it('makes a slug of lower case words with hyphens between', () => {
  expect(slugOf('Asks for a refund!')).toBe('asks-for-a-refund')
  expect(slugOf('  Über/Größe  ')).toBe('uber-gro-e')
  expect(slugOf(`${'long '.repeat(20)}`)).toMatch(/^(long-)+long?$|^(long-)*lo?n?g?$/)
  expect(slugOf('x'.repeat(80))).toHaveLength(50)
})
