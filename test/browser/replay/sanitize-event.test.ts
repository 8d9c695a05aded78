import { EventType, IncrementalSource, type eventWithTime } from 'rrweb'
import { expect, it } from 'vitest'

import { sanitizeEvent, type NodeDescription } from '../../../src/replay/sanitize-event.ts'

const DIV: NodeDescription = {
  tagName: 'div',
  isSvg: false,
  masked: false,
  blocked: false,
  ignored: false,
}

it('takes query, hash and credentials out of the address of the page', () => {
  expect(hrefOf('https://ann:pw@shop.example/pay/1?token=x#y')).toBe('https://shop.example/pay/1')
  expect(hrefOf('data:text/html,secret')).toBe('data:,')
})

it.each([
  ['href', '/a/b?token=x#y', '/a/b'],
  ['href', 'mailto:ann@example.com', 'mailto:'],
  ['href', 'javascript:pay(1)', 'javascript:'],
  ['src', 'data:image/png;base64,AA', 'data:,'],
  ['href', '/u/ann@example.com/r/AbCdEfGhIjKlMnOpQrStUv12', '/u/[redacted]/r/[redacted]'],
  ['srcset', '/a.png?x=1,2 1x, /b.png#y 2x', '/a.png 1x, /b.png 2x'],
  ['style', 'background: url("/a.png?x")', 'background: url("/a.png")'],
  ['style', 'background: url(data:image/png;base64,AA)', 'background: url("data:,")'],
  ['style', '--name: "Ann"; --font: "Inter"', '--name: "*****"; --font: "Inter"'],
  [
    '_cssText',
    'i { background: url(data:image/png;base64,AA) }',
    'i { background: url(data:image/png;base64,AA) }',
  ],
  [
    '_cssText',
    'i::before { content: "Ann" counter(x) "." }',
    'i::before { content: "*****" counter(x) "." }',
  ],
  [
    '_cssText',
    'i::before { content: "\uf101" "\\f102" }',
    'i::before { content: "\uf101" "\\f102" }',
  ],
  [
    '_cssText',
    'i { align-content: end; font: 1em "Inter" }',
    'i { align-content: end; font: 1em "Inter" }',
  ],
  ['_cssText', '[title="Ann"] b[type="text"] {}', '[title="*****"] b[type="text"] {}'],
  ['_cssText', '/* Ann */ i { content: "/*" } /* Ann', ' i { content: "/*" } '],
  ['_cssText', '@import "/a.css?x";', '@import "/a.css";'],
  [
    '_cssText',
    'i { cursor: image-set("/a?x" 1x, "/b?x" 2x) }',
    'i { cursor: image-set("/a" 1x, "/b" 2x) }',
  ],
  ['_cssText', 'i::before { content: "cut o', 'i::before { content: "*****"'],
  ['style', 'fill: url(#g); color: #fff', 'fill: url(#g); color: #fff'],
  ['title', 'Ann', '*****'],
  ['data-name', 'Ann', '*****'],
  ['data-state', 'open', 'open'],
  ['aria-expanded', 'true', 'true'],
  ['value', 'Ann', '*****'],
  ['value', '', ''],
  ['my-attribute', 'Ann', '*****'],
  ['class', 'card wide', 'card wide'],
  ['class', 'card of-ann@example.com', 'card [redacted]'],
  ['id', 'session-AbCdEfGhIjKlMnOpQrStUv12', 'session-[redacted]'],
  ['aria-controls', 'MuiButton-root-4f3c2a9d css-1q2w3e4r', 'MuiButton-root-4f3c2a9d css-1q2w3e4r'],
])('turns the attribute %s="%s" into "%s"', (name, value, expected) => {
  expect(attributeAfter(name, value)).toBe(expected)
})

it.each(['onclick', 'ONERROR', 'srcdoc', 'nonce'])('takes the attribute %s out', (name) => {
  expect(attributeAfter(name, 'anything')).toBeUndefined()
})

it('masks what an SVG element has besides its drawing', () => {
  const path: NodeDescription = { ...DIV, tagName: 'path', isSvg: true }

  expect(attributeAfter('d', 'M0 0h24v24H0z', path)).toBe('M0 0h24v24H0z')
  expect(attributeAfter('viewBox', '0 0 24 24', path)).toBe('0 0 24 24')
  expect(attributeAfter('inkscape:label', 'Ann', path)).toBe('*****')
})

it.each([
  '"',
  "'",
  '/*',
  '/* *',
  'url(',
  'url("',
  'content:',
  'content:"',
  '--a',
  '--font',
  '[a="',
  '[a',
  '@import ',
  '\\',
  ', "',
  '*',
])('takes a megabyte of %j in a style sheet without choking', (piece) => {
  const css = piece.repeat(1_000_000 / piece.length)

  expect(attributeAfter('_cssText', `?${css}`)).toEqual(expect.any(String))
})

it('keeps the references inside a picture, and no hash of a link', () => {
  expect(
    attributeAfter('href', '/icons.svg?v=1#cup', { ...DIV, tagName: 'use', isSvg: true }),
  ).toBe('/icons.svg#cup')
  expect(attributeAfter('href', '#token', { ...DIV, tagName: 'a', isSvg: true })).toBe('')
})

it('keeps words where nothing is masked, and masks values there too', () => {
  const readable = { maskText: false }
  expect(attributeAfter('title', 'Ann', DIV, readable)).toBe('Ann')
  expect(attributeAfter('value', 'Ann', { ...DIV, tagName: 'button' }, readable)).toBe('*****')
  expect(attributeAfter('value', '3', { ...DIV, tagName: 'li' }, readable)).toBe('3')
})

it('scrubs addresses in style changes and style sheet rules', () => {
  const style = { 'background-image': 'url("/a?x")', content: '"Ann"', color: false as const }
  const event = mutation({ attributes: [{ id: 1, attributes: { style } }] })
  clean(event)
  expect(style).toEqual({ 'background-image': 'url("/a")', content: '"*****"', color: false })

  const adds = [{ rule: 'b { background: url(/a?x) }' }]
  clean(incremental({ source: IncrementalSource.StyleSheetRule, adds }))
  expect(adds).toEqual([{ rule: 'b { background: url("/a") }' }])
})

it('masks the text of a node that has left the page already', () => {
  const event = mutation({ texts: [{ id: 9, value: 'Ann' }] })
  sanitizeEvent(event, { maskText: false, isMarked: () => true, describe: () => undefined })

  expect(JSON.stringify(event)).not.toContain('Ann')
})

it('drops what it does not know: custom, plugin and canvas events', () => {
  const custom: eventWithTime = {
    type: EventType.Custom,
    data: { tag: 'any', payload: 'Ann' },
    timestamp: 1,
  }
  const canvas = incremental({
    source: IncrementalSource.Font,
    family: 'Ann',
    fontSource: '',
    buffer: false,
  })

  expect(clean(custom)).toBeUndefined()
  expect(clean(canvas)).toBeUndefined()
})

it('estimates the size of a tree to within a factor of two', () => {
  const row = () => ({
    type: 2,
    tagName: 'td',
    attributes: { class: 'cell number' },
    childNodes: [{ type: 3, textContent: '12.50', id: 7 }],
    id: 6,
  })
  const adds = Array.from({ length: 200 }, () => ({ parentId: 1, nextId: null, node: row() }))
  const event = mutation({ adds } as never)
  const bytes = clean(event) ?? 0

  expect(bytes / JSON.stringify(event).length).toBeGreaterThan(0.5)
  expect(bytes / JSON.stringify(event).length).toBeLessThan(2)
})

type Incremental = Extract<eventWithTime, { type: EventType.IncrementalSnapshot }>['data']
type Mutation = Extract<Incremental, { source: IncrementalSource.Mutation }>

function clean(event: eventWithTime, element = DIV, maskText = true) {
  return sanitizeEvent(event, { maskText, isMarked: () => false, describe: () => element })
}

function incremental(data: Incremental): eventWithTime {
  return { type: EventType.IncrementalSnapshot, data, timestamp: 1 }
}

function mutation(changes: Partial<Mutation>): eventWithTime {
  const nothing = { adds: [], removes: [], attributes: [], texts: [] }
  return incremental({ source: IncrementalSource.Mutation, ...nothing, ...changes })
}

function attributeAfter(name: string, value: string, element = DIV, { maskText = true } = {}) {
  const attributes = { [name]: value }
  clean(mutation({ attributes: [{ id: 1, attributes }] }), element, maskText)
  return attributes[name]
}

function hrefOf(href: string) {
  const data = { href, width: 1, height: 1 }
  clean({ type: EventType.Meta, data, timestamp: 1 })
  return data.href
}
