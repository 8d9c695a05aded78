import { readEnvironment } from '../browser/environment.ts'
import { redactText } from '../protocol/redaction/redact-text.ts'
import { redactUrl } from '../protocol/redaction/redact-url.ts'
import { redactValue } from '../privacy/redact-value.ts'
import { stringify } from '../lib/stringify.ts'
import type { Json } from '../protocol/index.ts'
import type { Facts } from '../session/visit.ts'

/** What the app said: in its options, and about user and context. */
export interface Told {
  /** What capture was doing; `undefined` where this visit was not drawn, see `sampleRate`. */
  state: 'recording' | 'paused' | 'off' | undefined
  facts: Facts
  release?: string | undefined
  tags: { [name: string]: string }
}

/** Why what led up to a report is missing, in words for the reader. */
const WHY_NOT = {
  'not drawn': 'none: this visit was not drawn (sampleRate)',
  off: 'none: the collector has switched capture off',
  paused: 'paused when the report was written',
}

interface Description {
  metadata: { url: string; browser: string }
  moreMetadata: { [key: string]: Json }
}

/** The facts that go with an issue. The user goes as the app named them; the rest is redacted. */
export async function describeReport({ facts, release, tags, state }: Told): Promise<Description> {
  const { user, context } = toJson(facts)

  return {
    metadata: { url: redactUrl(location.href), browser: navigator.userAgent },
    moreMetadata: {
      // The replay is to look as the page did, whatever the reader of the issue prefers.
      ...(await readEnvironment()),
      ...(state !== 'recording' && { recording: WHY_NOT[state ?? 'not drawn'] }),
      title: redactText(document.title),
      referrer: redactUrl(document.referrer),
      ...(release !== undefined && { release }),
      ...(Object.keys(tags).length > 0 && { tags: redactValue(tags) }),
      ...(user !== undefined && { user }),
      ...(context !== undefined && { context: redactValue(context) }),
    },
  }
}

/** What the app gave us may hold anything; what JSON has no word for stays behind. */
function toJson(facts: Facts): { [key: string]: Json } {
  try {
    return JSON.parse(stringify(facts)) as { [key: string]: Json }
  } catch {
    return {}
  }
}
