/** Every text of the widget; `{count}`, `{limit}`, `{reason}`, `{time}` and `{id}` are filled in. */
export interface Strings extends LauncherStrings, DialogStrings {}

export interface LauncherStrings {
  /** BCP 47 tag of the texts, read by screen readers and used for numbers. Default `en`. */
  language: string
  launcher: string
  /** Stands on the launcher when the dialog could not be loaded; pressing it tries again. */
  loadFailed: string
  /** Stands on the launcher when a report that had to wait has arrived; `{time}` is when it was sent. */
  arrivedLater: string
  /** The same, when it was refused; pressing the launcher shows why. */
  refusedLater: string
}

export interface DialogStrings {
  title: string
  close: string
  question: string
  hint: string
  count: string
  fewLeft: string
  tooLong: string
  empty: string
  sentSummary: string
  sentWords: string
  sentEntries: string
  sentReplay: string
  /** Stands above what the person did, which is told in English. */
  sentSteps: string
  offline: string
  send: string
  sending: string
  sendingStatus: string
  sendAgain: string
  failedUnreachable: string
  failedRefused: string
  failedInvalid: string
  failedInactive: string
  failedUnknown: string
  textIsSafe: string
  copyText: string
  thanks: string
  received: string
  issueId: string
  copyId: string
  copied: string
  copyByHand: string
  next: string
  replayUploading: string
  replayAttached: string
  replayMissing: string
  another: string
  /** Heads a report that is kept until it can be sent. */
  storedTitle: string
  storedOnDevice: string
  storedNext: string
  /** For browsers that let nothing be kept. */
  storedOnPage: string
  /** Tell of a report of an earlier time. */
  earlierArrived: string
  earlierRefused: string
  /** Stands on the launcher; pressing it shows the receipt. */
  sentWhileClosed: string
  storedWhileClosed: string
  /** Stands on the launcher; pressing it shows the text and why. */
  failedWhileClosed: string
}

/** The launcher's own texts; those of the dialog come with the dialog. */
export const launcherStrings: LauncherStrings = {
  language: 'en',
  launcher: 'Report an issue',
  loadFailed: 'The form did not load. Try again',
  arrivedLater: 'Your report of {time} has arrived',
  refusedLater: 'Your report of {time} was not accepted',
}
