import type { Json } from '../protocol/index.ts'

declare const __CASEFILE_VERSION__: string

/** Facts about the browser and the page that go with an issue, beside its address. */
export function readEnvironment(): { [key: string]: Json } {
  return {
    title: document.title,
    referrer: document.referrer,
    viewport: {
      width: window.innerWidth,
      height: window.innerHeight,
      pixelRatio: window.devicePixelRatio,
    },
    // The replay is to look as the page did, whatever scheme the reader of the issue prefers.
    colorScheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    language: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    sdk: { version: __CASEFILE_VERSION__ },
  }
}
