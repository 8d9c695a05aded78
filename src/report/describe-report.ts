import { readEnvironment } from './environment.ts'
import { redactText } from '../privacy/redact-text.ts'
import { redactUrl } from '../privacy/redact-url.ts'
import { redactValue } from '../privacy/redact-value.ts'
import { stringify } from '../lib/stringify.ts'
import type { Json } from '../protocol/index.ts'
import type { Facts } from '../session/visit.ts'

interface Description {
  metadata: { url: string; browser: string }
  moreMetadata: { [key: string]: Json }
}

/** The facts that go with an issue. The user goes as the app named them; the rest is redacted. */
export function describeReport(facts: Facts, release: string | undefined): Description {
  const { title, referrer, ...environment } = readEnvironment()
  const { user, context } = toJson(facts)

  return {
    metadata: { url: redactUrl(location.href), browser: navigator.userAgent },
    moreMetadata: {
      ...environment,
      title: redactText(String(title)),
      referrer: redactUrl(String(referrer)),
      ...(release !== undefined && { release }),
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
