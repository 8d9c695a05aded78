import { describe, expect, it } from 'vitest'

import { isNestedDeeper } from '../../../../server/src/http/json-depth.ts'

const isDeep = (text: string) => isNestedDeeper(Buffer.from(text), 3)

describe('the depth of JSON', () => {
  it('counts arrays and objects in each other', () => {
    expect(isDeep('[[[1]],[[2]]]')).toBe(false)
    expect(isDeep('[{"a":[{"b":1}]}]')).toBe(true)
    expect(isDeep('[[[[')).toBe(true)
  })

  it('looks over brackets in texts', () => {
    expect(isDeep('["[[[[{{{{"]')).toBe(false)
    expect(isDeep('["\\"[[[[","\\\\",[[[]]]]')).toBe(true)
    expect(isDeep('["]]]]",[[[]]]]')).toBe(true)
  })
})
