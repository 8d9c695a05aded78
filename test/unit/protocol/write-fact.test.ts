import { expect, it } from 'vitest'

import { writeFact } from '../../../src/protocol/index.ts'

it.each([
  ['touchPoints', 5, 'Touch points', '5'],
  ['reducedMotion', true, 'Reduced motion', 'yes'],
  ['memoryGigabytes', 16, 'Memory', '16 GB'],
  ['storage', { quota: 10_737_491_968, usage: 73_728 }, 'Storage', '10.7 GB allowed, 73.7 kB used'],
  [
    'connection',
    { effectiveType: '4g', rtt: 100, downlink: 1.5, saveData: false },
    'Connection',
    'effective type 4g, round trip 100 ms, 1.5 Mbit/s down, save data no',
  ],
  [
    'platform',
    {
      brands: [{ brand: 'Chromium', version: '156' }],
      fullVersionList: [
        { brand: 'Not:A-Brand', version: '8.0.0.0' },
        { brand: 'Chromium', version: '156.0.1.2' },
      ],
      mobile: false,
      model: '',
    },
    'Platform',
    'full version list Chromium 156.0.1.2, mobile no',
  ],
  ['deep', { a: { b: { c: { d: 1 } } } }, 'Deep', 'a b c …'],
  ['constructor', { constructor: null, toString: 1 }, 'Constructor', 'to string 1'],
])('writes %s, %j as people read it', (name, value, title, written) => {
  expect(writeFact(name, value)).toEqual([title, written])
})
