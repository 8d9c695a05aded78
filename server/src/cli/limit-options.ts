import { DEFAULT_ALLOWANCES, type RequestAllowances } from '../limits/request-limits.ts'
import { DEFAULT_QUOTAS, DEFAULT_REPLAY_QUOTA } from '../limits/session-quota.ts'
import { byteSize, wholeNumber } from './option-values.ts'
import { option, type OptionValues } from './option.ts'

const perMinute = wholeNumber('a number of requests', { from: 1, to: 1_000_000_000 })

/** How much the collector takes, and from whom. */
export const LIMIT_OPTIONS = {
  minFreeBytes: option<number | undefined>({
    placeholder: 'SIZE',
    summary:
      'Take in nothing while less of the disk is free, e.g. 5GB. By default 1GB, or 5 % of a small disk.',
    environment: true,
    fallback: undefined,
    read: byteSize,
  }),
  sessionEntries: option({
    placeholder: 'N',
    summary: 'The most entries one session may hold; what is more is counted.',
    environment: true,
    fallback: DEFAULT_QUOTAS.entries,
    read: wholeNumber('a number of entries', { from: 1, to: 1_000_000_000 }),
  }),
  sessionBytes: option({
    placeholder: 'SIZE',
    summary: 'The same in bytes, e.g. 500MB.',
    environment: true,
    fallback: DEFAULT_QUOTAS.bytes,
    read: byteSize,
  }),
  sessionReplayBytes: option({
    placeholder: 'SIZE',
    summary: 'The most the recording of one session may take as it is stored, e.g. 1GB.',
    environment: true,
    fallback: DEFAULT_REPLAY_QUOTA,
    read: byteSize,
  }),
  addressRate: option({
    placeholder: 'N',
    summary: 'Requests a minute from one address; IPv6 is counted by /64.',
    environment: true,
    fallback: DEFAULT_ALLOWANCES.address,
    read: perMinute,
  }),
  captureKeyRate: option({
    placeholder: 'N',
    summary: 'Requests a minute with one capture key, which all visitors of a site share.',
    environment: true,
    fallback: DEFAULT_ALLOWANCES.captureKey,
    read: perMinute,
  }),
  secretKeyRate: option({
    placeholder: 'N',
    summary: 'Requests a minute with one secret key.',
    environment: true,
    fallback: DEFAULT_ALLOWANCES.secretKey,
    read: perMinute,
  }),
  ingestKeyRate: option({
    placeholder: 'N',
    summary: 'Requests a minute with one ingest key, from whatever addresses.',
    environment: true,
    fallback: DEFAULT_ALLOWANCES.ingestKey,
    read: perMinute,
  }),
  spanRate: option({
    placeholder: 'N',
    summary: 'Spans of agent runs a minute with one key.',
    environment: true,
    fallback: DEFAULT_ALLOWANCES.spans,
    read: wholeNumber('a number of spans', { from: 1, to: 1_000_000_000 }),
  }),
}

type LimitOptions = Pick<
  OptionValues<typeof LIMIT_OPTIONS>,
  'addressRate' | 'captureKeyRate' | 'secretKeyRate' | 'ingestKeyRate' | 'spanRate'
>

export function allowancesOf(values: LimitOptions): RequestAllowances {
  const { addressRate, captureKeyRate, secretKeyRate, ingestKeyRate, spanRate } = values
  return {
    ...DEFAULT_ALLOWANCES,
    address: addressRate,
    captureKey: captureKeyRate,
    secretKey: secretKeyRate,
    ingestKey: ingestKeyRate,
    spans: spanRate,
  }
}
