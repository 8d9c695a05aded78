const KEY = 'larkfield.conversation'

/** More than this nobody scrolls back to. */
const MOST_MESSAGES = 40

/** What was said in this tab, on all its pages: `{ from, text, links, runId, score }`. */
export function readConversation() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
  } catch {
    return []
  }
}

export function writeConversation(messages) {
  sessionStorage.setItem(KEY, JSON.stringify(messages.slice(-MOST_MESSAGES)))
}
