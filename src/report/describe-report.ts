import { readEnvironment } from '../browser/environment.ts'
import { redactText } from '../protocol/redaction/redact-text.ts'
import { redactUrl } from '../protocol/redaction/redact-url.ts'
import { redactValue } from '../privacy/redact-value.ts'
import { stringify } from '../lib/stringify.ts'
import type { Json } from '../protocol/index.ts'
import type { Facts } from '../session/visit.ts'

/** What the app said: in its options, and about user and context. */
export interface Told {
  /** Whether this visit was drawn at all; see `sampleRate`. */
  isRecorded: boolean
  facts: Facts
  release?: string | undefined
  tags: { [name: string]: string }
}

interface Description {
  metadata: { url: string; browser: string }
  moreMetadata: { [key: string]: Json }
}

/** The facts that go with an issue. The user goes as the app named them; the rest is redacted. */
export async function describeReport({
  facts,
  release,
  tags,
  isRecorded,
}: Told): Promise<Description> {
  const { user, context } = toJson(facts)

  return {
    metadata: { url: redactUrl(location.href), browser: navigator.userAgent },
    moreMetadata: {
      // The replay is to look as the page did, whatever the reader of the issue prefers.
      ...(await readEnvironment()),
      ...(!isRecorded && { recording: 'none: this visit was not drawn (sampleRate)' }),
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
