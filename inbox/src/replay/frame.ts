import 'rrweb/dist/style.css'
import './frame.css'

import type { FromFrame, ToFrame } from './frame-messages.ts'
import { isRecord } from './is-record.ts'
import { createStage, type Stage } from './stage.ts'

/**
 * The document in which recordings are replayed: it has a policy of its own, holds nothing but
 * the player, and talks with the inbox by messages only.
 */
let stage: Stage | undefined
let newestLoad = 0
let speed = 1
let skipInactive = true

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin || !isRecord(data)) return
  // The inbox is the only one who can send this, and it is built together with this file.
  void act(data as unknown as ToFrame)
})

tell({ type: 'listening' })

async function act(message: ToFrame) {
  switch (message.type) {
    case 'load':
      return load(message.events, message.time)
    case 'play':
      return stage?.play()
    case 'pause':
      return stage?.pause()
    case 'seek':
      return stage?.seek(message.time)
    case 'speed':
      speed = message.speed
      return stage?.configure({ speed, skipInactive })
    case 'skip-inactive':
      skipInactive = message.skip
      return stage?.configure({ speed, skipInactive })
  }
}

async function load(recorded: unknown[], time: number | undefined) {
  const thisLoad = (newestLoad += 1)
  stage?.close()
  stage = undefined

  try {
    const next = await createStage(recorded, { speed, skipInactive, tell })
    if (thisLoad !== newestLoad) return typeof next === 'string' ? undefined : next.close()
    if (typeof next === 'string') return tell({ type: 'failed', reason: next })

    stage = next
    if (time !== undefined) stage.seek(time)
  } catch (error) {
    // The console of the frame is the only place where a developer of the player will look.
    console.error(error)
    tell({ type: 'failed', reason: 'broken' })
  }
}

function tell(message: FromFrame) {
  parent.postMessage(message, location.origin)
}
