import { describe, expect, it } from 'vitest'

import { addressGroup } from '../../../../server/src/limits/address-group.ts'

describe('the group an address is counted in', () => {
  it('is the address itself for IPv4, however the socket shows it', () => {
    expect(addressGroup('203.0.113.7')).toBe('203.0.113.7')
    expect(addressGroup('::ffff:203.0.113.7')).toBe('203.0.113.7')
  })

  it('is the /64 network for IPv6', () => {
    const groups = [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
      '2001:0DB8:0001:0002::9',
      '2001:db8:1:2::1%eth0',
    ].map(addressGroup)

    expect(new Set(groups)).toEqual(new Set(['2001:db8:1:2::/64']))
    expect(addressGroup('2001:db8:1:3::1')).not.toBe(groups[0])
    expect(addressGroup('::1')).toBe('0:0:0:0::/64')
    expect(addressGroup('2001:db8::')).toBe('2001:db8:0:0::/64')
  })

  it('stays short for what is no address', () => {
    expect(addressGroup('x'.repeat(10_000)).length).toBeLessThan(64)
  })
})
