import { describe, expect, it } from 'vitest'

import { makeSafe } from '../../../inbox/src/replay/safe-recording.ts'

interface Node {
  id: number
  type: number
  tagName?: string
  attributes?: Record<string, unknown>
  childNodes?: Node[]
  textContent?: string
}

let nextId = 2

const element = (
  tagName: string,
  attributes: Record<string, unknown> = {},
  childNodes: Node[] = [],
): Node => ({ id: nextId++, type: 2, tagName, attributes, childNodes })

const text = (textContent: string): Node => ({ id: nextId++, type: 3, textContent })

const meta = {
  type: 4,
  timestamp: 1,
  data: { href: 'https://shop.example', width: 800, height: 600 },
}

const snapshot = (...childNodes: Node[]) => ({
  type: 2,
  timestamp: 2,
  data: { node: { id: 1, type: 0, childNodes }, initialOffset: { left: 0, top: 0 } },
})

const mutation = (data: object) => ({
  type: 3,
  timestamp: 3,
  data: { source: 0, adds: [], removes: [], texts: [], attributes: [], ...data },
})

/** The recording as it would be replayed, as text. */
const replayed = (...events: unknown[]) => JSON.stringify(makeSafe([meta, ...events]).events)

describe('a hostile recording', () => {
  it.each([
    ['a script', element('script', { src: 'https://evil.example/x.js' }, [text('EVIL')])],
    ['an SVG script', element('svg', {}, [element('script', {}, [text('EVIL')])])],
    ['a handler', element('img', { onerror: 'EVIL' })],
    ['a handler in capitals', element('img', { ONERROR: 'EVIL' })],
    ['a javascript link', element('a', { href: 'javascript:EVIL' })],
    ['one with a tab in it', element('a', { href: 'java\tscript:EVIL' })],
    ['a javascript link in SVG', element('a', { 'xlink:href': ' javascript:EVIL' })],
    ['a data document', element('iframe', { src: 'data:text/html,EVIL' })],
    ['a document in an attribute', element('iframe', { srcdoc: '<b>EVIL' })],
    ['a form', element('form', { action: 'https://EVIL.example' })],
    ['a button of a form', element('button', { formaction: 'https://EVIL.example' })],
    ['a base', element('base', { href: 'https://EVIL.example' })],
    ['a refresh', element('meta', { 'http-equiv': 'refresh', content: '0;url=EVIL' })],
    ['an object', element('object', { data: 'https://EVIL.example' })],
    ['an embed', element('embed', { src: 'https://EVIL.example' })],
    ['an animation of a link', element('set', { attributeName: 'href', to: 'javascript:EVIL' })],
    ['a tag that is none', element('img src=x onerror=EVIL', {})],
    ['an attribute that is none', element('b', { 'x onerror=EVIL': '' })],
    ['a picture', element('img', { src: 'https://EVIL.example/1.png' })],
    ['a set of pictures', element('img', { srcset: 'https://EVIL.example/1.png 2x' })],
    ['a style sheet', element('link', { rel: 'stylesheet', href: 'https://EVIL.example' })],
    ['a preload', element('link', { rel: 'preload', href: 'https://EVIL.example' })],
    ['a style', element('b', { style: 'background: url(https://EVIL.example)' })],
    ['an import', element('style', {}, [text('@import "https://EVIL.example";')])],
    ['recorded CSS', element('link', { _cssText: 'b{background:url("https://EVIL.example")}' })],
    [
      'a link to follow',
      element('a', { href: 'https://EVIL.example', ping: 'https://EVIL.example' }),
    ],
  ])('brings nothing of %s into the replay', (_, node) => {
    const events = replayed(snapshot(element('body', {}, [node])))

    expect(events).toContain('"body"')
    expect(events).not.toContain('EVIL')
  })

  it('cannot smuggle in by a mutation what a snapshot may not hold', () => {
    const image = element('img')
    const events = replayed(
      snapshot(element('body', {}, [image])),
      mutation({
        adds: [{ parentId: 1, nextId: null, node: element('script', {}, [text('EVIL')]) }],
        attributes: [
          { id: image.id, attributes: { onerror: 'EVIL', src: 'https://EVIL.example' } },
        ],
      }),
    )

    expect(events).not.toContain('EVIL')
  })

  it('cannot put text into a script that was left out', () => {
    const script = element('script')
    const events = replayed(
      snapshot(element('body', {}, [script])),
      mutation({ adds: [{ parentId: script.id, nextId: null, node: text('EVIL') }] }),
    )

    expect(events).not.toContain('EVIL')
  })

  it('is cut where it becomes too large, and says where', () => {
    const limits = { events: 1_000, nodes: 50, characters: 10_000 }
    const many = Array.from({ length: 100 }, () => text('x'))

    const { events, cutAt } = makeSafe(
      [
        meta,
        snapshot(element('body')),
        {
          ...mutation({ adds: many.map((node) => ({ parentId: 1, nextId: null, node })) }),
          timestamp: 9,
        },
      ],
      limits,
    )

    expect(events).toHaveLength(2)
    expect(cutAt).toBe(9)
  })

  it('does not exhaust the stack, however deep it is', () => {
    let node = element('b')
    for (let depth = 0; depth < 5_000; depth += 1) node = element('div', {}, [node])

    expect(makeSafe([meta, snapshot(node)]).events).toHaveLength(2)
  })

  it.each([
    [[]],
    [[null, 7, 'x', {}]],
    [[meta]],
    [[{ type: 3, timestamp: 1, data: { source: 0 } }]],
  ])('that is no recording is empty: %j', (events) => {
    expect(makeSafe(events).events).toEqual([])
  })
})

it('leaves the pointer where it was while it is over something that was not recorded', () => {
  const body = element('body')
  const move = (id: number, timestamp: number) => ({
    type: 3,
    timestamp,
    data: { source: 1, positions: [{ x: timestamp, y: 1, id, timeOffset: 0 }] },
  })

  const { events } = makeSafe([meta, snapshot(body), move(body.id, 3), move(-1, 4)])

  expect(events.map(({ timestamp }) => timestamp)).toEqual([1, 2, 3])
})

it('leaves an ordinary page as it was recorded', () => {
  const page = snapshot(
    element('html', { lang: 'en' }, [
      element('head', {}, [element('style', {}, [text('.total { color: red }')])]),
      element('body', { class: 'shop' }, [
        element('p', { id: 'sum', style: 'width: 10px' }, [text('Total')]),
        element('input', { type: 'text', value: '*****' }),
      ]),
    ]),
  )

  const [, kept] = makeSafe([meta, page]).events

  expect(JSON.stringify(kept)).toContain('"class":"shop"')
  for (const part of ['.total { color: red }', 'Total', '*****', 'width: 10px']) {
    expect(JSON.stringify(kept)).toContain(part)
  }
})
