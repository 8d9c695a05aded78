import { Replayer, type eventWithTime } from 'rrweb'
import { onTestFinished } from 'vitest'

/** Replays to the end and returns the document it shows. */
export function replayPage(events: eventWithTime[]): Document {
  const root = document.createElement('div')
  document.body.append(root)
  const replayer = new Replayer(events, { root, showWarning: false, mouseTail: false })
  onTestFinished(() => {
    replayer.destroy()
    root.remove()
  })

  replayer.pause(replayer.getMetaData().totalTime + 1)
  const shown = replayer.iframe.contentDocument
  if (!shown) throw new Error('The replay shows nothing')
  return shown
}
