import type { Row } from './outcomes.ts'

interface Words {
  /** What happened, in a few words. */
  title: string
  /** What to do about it, when there is something. */
  advice: string
}

const REASONS: { [reason: string]: Words } = {
  'rate-address': {
    title: 'Too many requests from one address',
    advice:
      'Usually one page in a loop. If many people share an address, raise --address-rate; behind a proxy set --trust-proxy.',
  },
  'rate-key': {
    title: 'Too many requests with one key',
    advice:
      'If the site really has so many visitors, raise --capture-key-rate or record a sample; for agents --ingest-key-rate, or --span-rate.',
  },
  'rate-unknown-key': {
    title: 'Too many requests with unknown keys',
    advice: 'Somebody tries keys, or an old page has a key that is gone. Nothing to do here.',
  },
  'session-quota': {
    title: 'A session sent more than one session may',
    advice:
      'Look for a page that logs in a loop, or reports very often. The session shows where entries are missing; reports arrive all the same.',
  },
  'storage-full': {
    title: 'The disk was nearly full',
    advice:
      'Pages keep what they could not send and try again. Free some space, or lower --max-days.',
  },
  busy: {
    title: 'The collector was too busy',
    advice: 'Pages try again by themselves. If it happens often, the disk is too slow.',
  },
  invalid: {
    title: 'Not in the documented shape',
    advice: 'The answer names the field. Check what sends it against /openapi.json.',
  },
  'too-large': {
    title: 'Larger than the endpoint accepts',
    advice: 'The answer names the limit. Send smaller batches.',
  },
  'media-type': {
    title: 'Not JSON, or packed otherwise than gzip',
    advice: 'Send Content-Type: application/json, plain or gzip.',
  },
  'unknown-key': {
    title: 'A key that does not exist',
    advice: 'Compare the key in the page with the one under Install.',
  },
  'wrong-key': {
    title: 'A key that may not do this',
    advice: 'Pages send with the capture key; reading needs the project key.',
  },
  'wrong-origin': {
    title: 'A page that the key is not for',
    advice: 'To allow its origin: casefile-server keys set-origins.',
  },
  'not-found': {
    title: 'For a session that does not exist',
    advice: 'The script makes the session anew and sends again. Other senders must open one first.',
  },
  timeout: {
    title: 'Took too long to arrive',
    advice: 'A slow connection; the page tries again.',
  },
  error: {
    title: 'The collector failed',
    advice: 'Its log has the details.',
  },
  scrubbed: {
    title: 'Held something that must not be stored',
    advice: 'That part was taken out; the rest is there.',
  },
  'device-rate': {
    title: 'The page logged faster than is useful',
    advice: 'Look for a loop on the page; the timeline marks the place.',
  },
  'device-size': {
    title: 'One entry was too large for the device',
    advice: 'Log less at once: entries end at 64 KiB.',
  },
  'device-storage': {
    title: 'The device’s storage was full or refused',
    advice: 'Nothing to do here: the browser would not keep more.',
  },
  'device-age': {
    title: 'Kept on the device for longer than the limit',
    advice: 'The page could not reach the collector for days, or nobody opened it again.',
  },
  'device-rejected': {
    title: 'Refused here, and dropped by the page',
    advice: 'See the requests below for why.',
  },
}

/** An outcome in plain words. */
export function wordsOf({ outcome, reason }: Row): Words {
  if (outcome === 'accepted' && reason === null) return { title: 'Accepted', advice: '' }
  const known = reason === null ? undefined : REASONS[reason]
  return known ?? { title: reason ?? outcome, advice: '' }
}

/** What became of it, as a word beside the reason. */
export const OUTCOME_WORDS: { [outcome in Row['outcome']]: string } = {
  accepted: '',
  limited: 'limited',
  truncated: 'shortened',
  rejected: 'refused',
  dropped: 'lost on the device',
}
