/** The Chromium or Chrome to test with; `undefined` leaves the choice to Playwright. */
export function findBrowser(): string | undefined

/** What Playwright launches Chromium with: quiet, and without traffic of its own. */
export function launchOptions(): { executablePath?: string; args: string[] }
