import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGES = [
  {
    name: 'SDK',
    script: ['run', 'build:sdk'],
    sources: ['src', 'widget', 'build', 'vite.config.ts', 'tsconfig.build.json', 'package.json'],
    outputs: ['dist/index.js', 'dist/script/casefile.js', 'dist/types/widget/index.d.ts'],
  },
  {
    name: 'inbox',
    script: ['run', 'build', '-w', 'inbox'],
    sources: [
      ...['src', 'index.html', 'replay-frame.html', 'vite.config.ts'].map((it) => `inbox/${it}`),
      'src/protocol',
    ],
    outputs: ['inbox/dist/index.html', 'inbox/dist/replay-frame.html'],
  },
  {
    name: 'collector',
    script: ['run', 'build', '-w', 'server'],
    sources: ['server/src', 'server/vite.config.ts', 'server/package.json', 'src/protocol'],
    outputs: ['server/dist/main.js'],
  },
  {
    name: 'single-page app',
    script: ['run', 'build', '-w', 'examples/spa'],
    sources: [
      ...['src', 'public', 'index.html', 'vite.config.ts'].map((it) => `examples/spa/${it}`),
      'dist/index.js',
      'dist/widget.js',
    ],
    outputs: ['examples/spa/dist/index.html'],
  },
]

/** The packages whose build is missing or older than one of its sources; in building order. */
export function outdatedPackages(root) {
  const outdated = PACKAGES.filter(({ sources, outputs }) => {
    const built = Math.min(...outputs.map((path) => timeOf(join(root, path)) ?? 0))
    return sources.some((path) => newest(join(root, path)) > built)
  })
  // The app has the SDK built in, so a new SDK makes it old as well.
  const isSdkOutdated = outdated.some(({ name }) => name === 'SDK')
  return PACKAGES.filter(
    (one) => outdated.includes(one) || (isSdkOutdated && one.name === 'single-page app'),
  )
}

/** Folders count too: their time tells of files that were taken away. */
function newest(path) {
  const time = timeOf(path)
  // Not there, and so never built: whatever needs it is out of date.
  if (time === undefined) return Infinity
  if (!statSync(path).isDirectory()) return time
  return Math.max(time, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs
