import { expect, it } from 'vitest'

import { defaultMinFree } from '../../../../server/src/limits/disk-budget.ts'

it.each([
  ['a twentieth of a disk', 4e9, 200e6],
  ['a twentieth just below 20 GB', 19_999_999_990, 999_999_999 + 1],
  ['1 GB of 20 GB', 20e9, 1e9],
  ['1 GB of a large disk', 4e12, 1e9],
  ['whole bytes', 4_000_000_010, 200_000_001],
  ['nothing of a file system without a size', 0, 0],
])('keeps %s free', (_, diskBytes, expected) => {
  expect(defaultMinFree(diskBytes)).toBe(expected)
})
