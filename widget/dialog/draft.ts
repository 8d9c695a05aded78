/** Per tab, so that two reports written at once do not overwrite each other. */
const DRAFT_KEY = 'casefile:draft'

// Reading `sessionStorage` itself throws where the browser blocks it; the text then lives as long
// as the page.

export function readDraft(): string {
  try {
    return sessionStorage.getItem(DRAFT_KEY) ?? ''
  } catch {
    return ''
  }
}

export function writeDraft(text: string): void {
  try {
    if (text) sessionStorage.setItem(DRAFT_KEY, text)
    else sessionStorage.removeItem(DRAFT_KEY)
  } catch {
    return
  }
}
