import type { DialogStrings, Strings } from '../strings.ts'

export type Texts = DialogStrings & { language: string }

const english: Texts = {
  language: 'en',
  title: 'Report an issue',
  close: 'Close',
  question: 'What happened?',
  hint: 'What you did, what you expected, and what you saw instead.',
  count: '{count} / {limit}',
  fewLeft: 'Fewer than {count} characters left',
  tooLong: 'Please shorten this to {limit} characters.',
  empty: 'Please say in a few words what happened.',
  sentSummary: 'Sent with it: what this page did',
  sentWords: 'Your words',
  sentEntries: 'Errors, console messages, requests, clicks and page changes of this session',
  sentReplay: 'A replay of this page, if one was recorded; what you typed is masked in it',
  sentSteps: 'Steps so far',
  offline:
    'You are offline. Send it all the same: it is kept here and goes out once you are connected.',
  send: 'Send report',
  sending: 'Sending…',
  sendingStatus: 'Sending what was recorded, then your words. You may close this and go on.',
  sendAgain: 'Try again',
  failedUnreachable: 'The report could not be delivered: there was no answer.',
  failedRefused: 'The report was not accepted: {reason}',
  failedInvalid: 'The report was not accepted: its text must have 1 to {limit} characters.',
  failedInactive: 'The report was not sent: recording is switched off on this page.',
  failedUnknown: 'The report was not sent: something unexpected went wrong.',
  textIsSafe: 'Nothing is lost. Your text is kept here, also when you reload the page.',
  copyText: 'Copy text',
  thanks: 'Thank you',
  received: 'Your report has arrived, with what led up to it.',
  issueId: 'Issue',
  copyId: 'Copy',
  copied: 'Copied',
  copyByHand: 'Selected: copy it by hand',
  next: 'The people behind this page can see it now. Name this number if you talk to them.',
  replayUploading: 'The replay is still uploading… Please keep this page open.',
  replayAttached: 'The replay is attached.',
  replayMissing: 'It was sent without a replay.',
  another: 'Report another',
  storedTitle: 'Your report is saved',
  storedOnDevice:
    'It could not be sent just now. It is kept on this device, with what led up to it, and will be sent when there is a connection.',
  storedNext:
    'You need not do anything, and may close this page. Once your report has arrived, this site will tell you here.',
  storedOnPage:
    'It could not be sent just now, and this browser lets us keep nothing. Please leave this page open: it will be sent when there is a connection.',
  earlierArrived: 'Your report of {time} has arrived. Its number is {id}.',
  earlierRefused: 'Your report of {time} was not accepted: {reason}',
  sentWhileClosed: 'Thank you, your report has arrived',
  storedWhileClosed: 'Your report is saved and will be sent later',
  failedWhileClosed: 'Your report was not sent. Try again',
}

/** The English texts with those of the page over them. */
export function resolveTexts(replaced: Partial<Strings>): Texts {
  return { ...english, ...replaced }
}

/** Fills `{name}` in a text; numbers are written as the language does. */
export function fill(
  texts: Texts,
  name: keyof DialogStrings,
  values: { [name: string]: string | number },
): string {
  return texts[name].replace(/\{(\w+)\}/g, (placeholder, key: string) => {
    const value = values[key] ?? placeholder
    return typeof value === 'number' ? value.toLocaleString(texts.language) : value
  })
}
