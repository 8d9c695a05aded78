import { describe, expect, it } from 'vitest'

import { noFindings } from '../../../../server/src/scrub/findings.ts'
import { scrubReplay } from '../../../../server/src/scrub/scrub-replay.ts'

const PICTURE = `data:image/png;base64,eyJhbGciOiJIUzI1NiJ9.4111111111111111${'aZ0'.repeat(40)}`
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc'

function scrub<Event extends object>(event: Event): Event {
  const copy = structuredClone(event)
  scrubReplay([copy], { findings: noFindings(), rules: undefined, hidden: [], fields: 0 })
  return copy
}

const element = (tagName: string, attributes: object, childNodes: object[] = []) => ({
  type: 2,
  data: { node: { type: 2, tagName, attributes, childNodes, id: 1 } },
})

describe('scrubReplay', () => {
  it('takes secrets out of addresses, attributes and texts', () => {
    expect(
      scrub(
        element(
          'a',
          { href: `/x?access_token=abc&page=2`, title: 'ann@shop.example', 'data-t': JWT },
          [{ type: 3, textContent: 'Card 4111 1111 1111 1111', id: 2 }],
        ),
      ),
    ).toEqual(
      element(
        'a',
        { href: '/x?access_token=[redacted]&page=2', title: '[redacted]', 'data-t': '[redacted]' },
        [{ type: 3, textContent: 'Card [redacted]', id: 2 }],
      ),
    )
    expect(
      scrub({ type: 4, data: { href: 'https://a.example/?token=abc', width: 9 } }).data.href,
    ).toBe('https://a.example/?token=[redacted]')
  })

  it('takes them out of changes and of what was typed', () => {
    const data = {
      source: 0,
      texts: [{ id: 3, value: `sent ${JWT}` }],
      attributes: [{ id: 4, attributes: { src: 'https://u:p@a.example/', alt: 'x' } }],
      adds: [{ parentId: 1, node: { type: 3, textContent: 'ann@shop.example', id: 5 } }],
    }

    expect(scrub({ type: 3, data }).data).toEqual({
      ...data,
      texts: [{ id: 3, value: 'sent [redacted]' }],
      attributes: [{ id: 4, attributes: { src: 'https://[redacted]@a.example/', alt: 'x' } }],
      adds: [{ parentId: 1, node: { type: 3, textContent: '[redacted]', id: 5 } }],
    })
    expect(scrub({ type: 3, data: { source: 5, text: '4111111111111111', id: 1 } }).data.text).toBe(
      '[redacted]',
    )
  })

  it('leaves alone what the page looks like', () => {
    const page = element(
      'div',
      { class: 'token=abc', style: 'a: "x@y.example"', src: PICTURE, id: 'pin' },
      [
        {
          type: 2,
          tagName: 'style',
          attributes: { _cssText: `.a { background: url(${PICTURE}); --token: 4px }` },
          childNodes: [{ type: 3, textContent: '@media print { a@b.example {} }', id: 4 }],
          id: 3,
        },
        {
          type: 2,
          tagName: 'path',
          attributes: { d: 'M4111 1111 1111 1111' },
          childNodes: [],
          id: 6,
        },
        { type: 3, textContent: 'Token: see below; password: yours', id: 7 },
      ],
    )

    expect(scrub(page)).toEqual(page)
  })

  it('reads what plugins and pages add like any log', () => {
    const event = { type: 5, data: { tag: 'login', payload: { password: 'hush', step: 2 } } }

    expect(scrub(event).data.payload).toEqual({ password: '[redacted]', step: 2 })
  })

  it('refuses what is nested without end', () => {
    const deep = JSON.parse(
      `{"type":2,"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ) as object

    expect(() =>
      scrubReplay([deep], { findings: noFindings(), rules: undefined, hidden: [], fields: 0 }),
    ).toThrow('events are nested deeper than 2000 levels')
  })
})
