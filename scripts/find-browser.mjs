import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The Chromium or Chrome to test with: `CASEFILE_CHROMIUM`, else one that is installed.
 * `undefined` leaves the choice to Playwright, which then uses the build it downloaded itself.
 */
export function findBrowser() {
  const named = process.env.CASEFILE_CHROMIUM
  if (named) {
    if (!existsSync(named))
      throw new Error(`CASEFILE_CHROMIUM names ${named}, which does not exist`)
    return named
  }

  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...APPS,
  ]
  return candidates.find((path) => existsSync(path))
}

/** What Playwright launches Chromium with: quiet, and without traffic of its own. */
export function launchOptions() {
  const executablePath = findBrowser()
  return {
    ...(executablePath && { executablePath }),
    args: [
      // Chromium refuses its sandbox to root, which is who runs in containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
