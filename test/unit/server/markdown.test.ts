import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type CaptureEvent, toWireEntry } from 'casefile/protocol'

import type { Issue } from '../../../server/src/storage/meta/issue-store.ts'
import {
  codeBlock,
  codeSpan,
  escapeMarkdown,
} from '../../../server/src/markdown/escape-markdown.ts'
import { exportMarkdown } from '../../../server/src/user-context/export-markdown.ts'
import { anyEvent } from '../../helpers/any-event.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

const issue: Issue = {
  issueId: 'i',
  projectId: 'p',
  sessionId: 's',
  userDescription: 'Checkout button does nothing',
  metadata: {},
  createdAt: Date.UTC(2026, 1, 27, 12),
  analysisStatus: 'pending',
  analysis: null,
}
const recorded = (event: CaptureEvent) => stored(toWireEntry({ ...event, seq: 0, tabId: 't' }))
const stored = (entry: ReturnType<typeof consoleEntry>) => ({ entryId: 'e', ...entry })

describe('escapeMarkdown', () => {
  it.each([
    ['# heading', '\\# heading'],
    ['a\n\n# b', 'a \\# b'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['[click](http://evil.example)', '\\[click\\](http\\://evil.example)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['`code` *b* _i_ ~s~', '\\`code\\` \\*b\\* \\_i\\_ \\~s\\~'],
    ['a | b', 'a \\| b'],
    ['&lt;', '\\&lt;'],
    ['see www.evil.example', 'see www\\.evil.example'],
    ['ada@shop.example', 'ada\\@shop.example'],
    ['back\\slash', 'back\\\\slash'],
    ['{code}$x$', '\\{code\\}\\$x\\$'],
    ['user\u202Egnp.exe', 'usergnp.exe'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it('leaves plain sentences as they are', () => {
    const text = "It doesn't work (at all), 3-4 times: why? 100% 🛒"

    expect(escapeMarkdown(text)).toBe(text)
  })

  it('does not let a stranger call anybody', () => {
    expect(escapeMarkdown('@everyone look')).not.toMatch(/@[a-z]/)
  })

  it('cuts a text, but never through a character', () => {
    expect(escapeMarkdown('😀😀😀', 2)).toBe('😀…')
  })
})

describe('code', () => {
  it('cannot be closed from inside', () => {
    const block = codeBlock('x\n````\n# out')

    expect(block).toBe('`````text\nx\n````\n# out\n`````')
    expect(codeSpan('a `` b')).toBe('``` a `` b ```')
  })
})

describe('exportMarkdown', () => {
  it('says that an issue has no priority before its analysis', () => {
    const markdown = exportMarkdown(issue, [])

    expect(markdown).toMatch(
      /^## Issue: Checkout button does nothing\n\n\*\*Priority:\*\* Unassigned\n/,
    )
  })

  it('keeps a description of several lines in one heading and shows the lines below', () => {
    const userDescription = 'First\n## Second\r\n> third'
    const markdown = exportMarkdown({ ...issue, userDescription }, [])

    expect(markdown.split('\n')[0]).toBe('## Issue: First \\#\\# Second \\> third')
    expect(markdown).toContain('> First\n> \\#\\# Second\n> \\> third')
  })

  it('lists console and network errors as code', () => {
    const markdown = exportMarkdown(issue, [
      stored(consoleEntry('```\n# not a heading', { level: 'error', time: 0 })),
      stored(consoleEntry('harmless', { time: 0 })),
      stored(requestEntry('/api/checkout', { status: 500, time: 0 })),
    ])

    expect(markdown).toContain(
      '### Console errors\n\n````text\n1970-01-01T00:00:00.000Z ```\n# not a heading\n````',
    )
    expect(markdown).toContain(
      '### Network errors\n\n```text\n1970-01-01T00:00:00.000Z POST http://shop.test/api/checkout: 500, 20 ms\n```',
    )
    expect(markdown).not.toContain('harmless')
  })

  it('shows where it happened, without making links', () => {
    const metadata = {
      url: 'http://shop.test/?q=`x`',
      browser: 'Chromium <b>140</b>',
      viewport: { width: 800, height: 600 },
      user: { id: '7' },
    }
    const markdown = exportMarkdown({ ...issue, metadata }, [])

    expect(markdown).toContain('- **Page:** `` http://shop.test/?q=`x` ``')
    expect(markdown).toContain('- **Browser:** Chromium \\<b\\>140\\</b\\>')
    expect(markdown).toContain('- **Viewport:** 800 × 600')
  })

  it('tells of the environment that the page recorded, unless the issue knows better', () => {
    const facts = {
      language: 'en',
      timeZone: 'Europe/Vienna',
      deviceMemory: 8,
      connection: { effectiveType: '4g', rtt: 50 },
      '<b>': '# x',
    }
    const markdown = exportMarkdown({ ...issue, metadata: { language: 'de' } }, [
      recorded({ type: 'environment', time: 0, facts }),
    ])

    expect(markdown).toContain(
      [
        '- **Language:** de',
        '- **Time zone:** Europe/Vienna',
        '- **Device memory:** 8',
        '- **Connection:** effective type 4g, round trip 50 ms',
        '- **\\<b\\>:** \\# x',
      ].join('\n'),
    )
  })

  it('gives the web vitals as they last were, in one line', () => {
    const markdown = exportMarkdown(issue, [
      recorded({ type: 'vital', time: 0, name: 'CLS', value: 0.031, rating: 'good' }),
      recorded({ type: 'vital', time: 0, name: 'LCP', value: 2000, rating: 'good' }),
      recorded({ type: 'vital', time: 1, name: 'LCP', value: 4200.4, rating: 'poor' }),
    ])

    expect(markdown).toContain('### Web vitals\n\nLCP 4200 ms (poor), CLS 0.03 (good)\n')
  })

  it('says why requests failed, where their time went, and what is behind an error', () => {
    const markdown = exportMarkdown(issue, [
      recorded({
        type: 'network',
        time: 0,
        api: 'fetch',
        method: 'GET',
        url: 'http://shop.test/a',
        outcome: 'completed',
        status: 503,
        duration: 181,
        timings: { dns: 20, wait: 90.4 },
      }),
      recorded({
        type: 'network',
        time: 0,
        api: 'xhr',
        method: 'GET',
        url: 'http://shop.test/b',
        outcome: 'failed',
        status: 0,
        duration: 3,
        failure: 'offline',
      }),
      recorded({
        type: 'error',
        time: 0,
        source: 'captured',
        name: 'Error',
        message: 'Checkout failed',
        causes: [{ name: 'TypeError', message: '```\nno stock' }],
      }),
    ])

    expect(markdown).toContain('http://shop.test/a: 503, 181 ms (dns 20, wait 90)\n')
    expect(markdown).toContain('http://shop.test/b: no answer, the device was offline, 3 ms\n')
    expect(markdown).toContain(
      '````text\n1970-01-01T00:00:00.000Z Error: Checkout failed\nCaused by TypeError: ```\nno stock\n````',
    )
  })

  it('exports any session', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        const entries = events.map((event) => stored(toWireEntry(event)))
        expect(exportMarkdown(issue, entries)).toMatch(/^## Issue: /)
      }),
    )
  })

  it('survives metadata of any shape', () => {
    const metadata = { url: 7, browser: ['x'], viewport: 'wide', title: null, release: {} }

    expect(() => exportMarkdown({ ...issue, metadata }, [])).not.toThrow()
  })
})
