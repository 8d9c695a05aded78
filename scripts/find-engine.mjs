import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What each engine's tests run, by the names and places distributions give it. */
const PROGRAMS = {
  firefox: {
    variable: 'CASEFILE_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: 'firefox-esr',
  },
  webkit: {
    variable: 'CASEFILE_WEBKIT_DRIVER',
    names: ['WebKitWebDriver'],
    places: [],
    packages: 'webkit2gtk-driver',
  },
  minibrowser: {
    variable: 'CASEFILE_MINIBROWSER',
    names: ['MiniBrowser'],
    places: ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].flatMap((folder) =>
      ['6.0', '4.1', '4.0'].map((version) => `/usr/lib/${folder}webkit2gtk-${version}/MiniBrowser`),
    ),
    packages: 'webkit2gtk-driver',
  },
  xvfb: { variable: 'CASEFILE_XVFB', names: ['Xvfb'], places: [], packages: 'xvfb' },
}

/** The program, or an error that says how to get it. */
export function findEngine(name) {
  const { variable, names, places, packages } = PROGRAMS[name]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...(process.env[variable] ? [process.env[variable]] : []),
    ...folders.flatMap((folder) => names.map((each) => join(folder, each))),
    ...places,
  ]
  const found = candidates.find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    `No ${names[0]} here. On Debian or Ubuntu: apt-get install ${packages}. Elsewhere, name it in ${variable}.`,
  )
}
