import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findBrowser, launchOptions } from '../../scripts/find-browser.mjs'
import { connect } from './cdp.mjs'

const FLAGS = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--window-size=1000,800',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  // Speculation and field trials differ from start to start.
  '--disable-field-trial-config',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
]

/** Starts Chromium and connects to its debugger. */
export async function launchChromium() {
  const executable = findBrowser()
  if (!executable)
    throw new Error(
      'No Chromium or Chrome here: npm test installs one, or name it in CASEFILE_CHROMIUM.',
    )

  const profile = await mkdtemp(join(tmpdir(), 'casefile-bench-'))
  const args = [...launchOptions().args, ...FLAGS, `--user-data-dir=${profile}`, 'about:blank']
  const browser = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = new Promise((resolve) => browser.once('exit', resolve))
  const cdp = await connect(await debuggerUrl(browser))
  const { product } = await cdp.send('Browser.getVersion')

  return {
    cdp,
    product,
    async close() {
      await cdp.send('Browser.close').catch(() => browser.kill())
      await exited
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function debuggerUrl(browser) {
  return new Promise((resolve, reject) => {
    let said = ''
    browser.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
      const [, url] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
      if (url) resolve(url)
    })
    browser.once('error', reject)
    browser.once('exit', () => reject(new Error(`Chromium ended at once. It said:\n${said}`)))
  })
}
