import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { prettyJson } from '../../../../inbox/src/agents/ui/pretty-json.ts'

describe('prettyJson', () => {
  it('puts what belongs together on lines of its own', () => {
    expect(prettyJson('{"order":{"id":"A-1","lines":[1,2]},"empty":[],"none":{}}')).toBe(
      `{
  "order": {
    "id": "A-1",
    "lines": [
      1,
      2
    ]
  },
  "empty": [],
  "none": {}
}`,
    )
  })

  it('keeps what JavaScript would change: long numbers, keys that come twice, escapes', () => {
    const sent = '{"id":12345678901234567890,"a":1.0,"a":2,"said":"\\u0041 \\"{[,:]}\\" \\\\"}'

    expect(prettyJson(sent).replace(/\n */g, '').replaceAll('": ', '":')).toBe(sent)
  })

  it('leaves what is no object and no list as it is', () => {
    for (const text of ['{"open": ', '42', '"text"', 'plain {text}', '', '[x]'])
      expect(prettyJson(text)).toBe(text)
  })

  it('says the same of any value as the value itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        (value) => {
          expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
        },
      ),
    )
  })
})
