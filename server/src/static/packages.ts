import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built files of the other packages that a collector serves. */
export interface StaticFolders {
  /** `dist/script` of the SDK. */
  sdk: string
  sdkVersion: string
  /** `dist` of the inbox. */
  inbox: string
}

/** Finds the packages where Node finds them, whether in this repository or installed from npm. */
export function findStaticFolders(): StaticFolders {
  const manifest = fileURLToPath(import.meta.resolve('casefile/package.json'))
  const inboxPage = fileURLToPath(import.meta.resolve('@casefile/inbox/dist/index.html'))
  return {
    sdk: join(dirname(manifest), 'dist', 'script'),
    sdkVersion: readVersion(manifest),
    inbox: dirname(inboxPage),
  }
}

/** What is missing, as sentences for the person who starts the collector. */
export function missingBuilds({ sdk, inbox }: StaticFolders): string[] {
  const missing = []
  if (!existsSync(join(sdk, 'casefile.js'))) {
    missing.push('The SDK is not built, so /casefile.js answers 404. Run: npm run build')
  }
  if (!existsSync(join(inbox, 'index.html'))) {
    missing.push('The inbox is not built, so /inbox/ answers 404. Run: npm run build')
  }
  return missing
}

function readVersion(manifest: string): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (typeof version !== 'string') throw new Error(`${manifest} has no version`)
  return version
}
