import { describe, expect, it } from 'vitest'

import type { Issue } from '../../../server/src/storage/meta-store.ts'
import {
  codeBlock,
  codeSpan,
  escapeMarkdown,
} from '../../../server/src/user-context/escape-markdown.ts'
import { exportMarkdown } from '../../../server/src/user-context/export-markdown.ts'
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
      '### Network errors\n\n```text\n1970-01-01T00:00:00.000Z POST http://shop.test/api/checkout: 500\n```',
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

  it('survives metadata of any shape', () => {
    const metadata = { url: 7, browser: ['x'], viewport: 'wide', title: null, release: {} }

    expect(() => exportMarkdown({ ...issue, metadata }, [])).not.toThrow()
  })
})
