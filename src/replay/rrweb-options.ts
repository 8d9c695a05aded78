import type { eventWithTime, recordOptions } from 'rrweb'

import type { Selectors } from '../privacy/selectors.ts'
import { maskText, maskValue } from './mask.ts'
import { withInside } from './selectors.ts'

interface Choices {
  maskText: boolean
  selectors: Selectors
  emit: (event: eventWithTime) => void
  /** Whether the browser has thrown this at the page. */
  isForPage: (error: unknown) => boolean
  onError: () => void
}

/** How rrweb is told to record. What it has no option for, `sanitizeEvent` does. */
export function rrwebOptions(choices: Choices): recordOptions<eventWithTime> {
  return {
    emit: choices.emit,
    // The first moments of a page are often the ones that matter; images may take their time.
    recordAfter: 'DOMContentLoaded',
    blockSelector: choices.selectors.blocked,
    ignoreSelector: choices.selectors.ignored,
    maskTextSelector: choices.maskText ? '*' : withInside(choices.selectors.masked),
    // rrweb asks for the text of style sheets as well, when it changes in place.
    maskTextFn: (text, parent) => (parent?.tagName === 'STYLE' ? text : maskText(text)),
    maskAllInputs: true,
    maskInputFn: maskValue,
    slimDOMOptions: 'all',
    // The replay must not fetch anything, so style sheets travel inside.
    inlineStylesheet: true,
    // Would set `crossorigin` on the page's own images and load them again.
    inlineImages: false,
    collectFonts: false,
    recordCanvas: false,
    // Would post the recording to whatever page embeds this one.
    recordCrossOriginIframes: false,
    sampling: {
      mousemove: 50,
      mousemoveCallback: 500,
      scroll: 150,
      media: 800,
      input: 'last',
    },
    errorHandler: (error: unknown) => {
      if (choices.isForPage(error)) return false
      choices.onError()
      return true
    },
  }
}
