import type { Replayer } from 'rrweb'

import type { FrameFailure, FromFrame } from './frame-messages.ts'
import { fitStage } from './fit-stage.ts'
import { placeholderRules } from './placeholder-rules.ts'
import { makeSafe } from './safe-recording.ts'

export interface Stage {
  play(): void
  pause(): void
  seek(time: number): void
  configure(config: { speed: number; skipInactive: boolean }): void
  close(): void
}

interface Options {
  speed: number
  skipInactive: boolean
  tell: (message: FromFrame) => void
}

type RrwebEvents = ConstructorParameters<typeof Replayer>[0]

/** Sets a recording on stage, paused at its beginning, or says why it cannot. */
export async function createStage(
  recorded: readonly unknown[],
  { tell, ...config }: Options,
): Promise<Stage | FrameFailure> {
  const { events, cutAt } = makeSafe(recorded)
  const first = events[0]
  const last = events.at(-1)
  if (!first || !last || events.length < 2) return cutAt === undefined ? 'empty' : 'too-large'

  const { Replayer } = await import('rrweb')
  const root = document.createElement('div')
  document.body.replaceChildren(root)

  // The events were rebuilt field by field in rrweb's shape; its types name every variant.
  const replayer = new Replayer(events as unknown as RrwebEvents, {
    ...config,
    root,
    showWarning: false,
    showDebug: false,
    triggerFocus: false,
    pauseAnimation: true,
    mouseTail: { duration: 400, lineCap: 'round', lineWidth: 3, strokeStyle: '#3f6bd8' },
    insertStyleRules: placeholderRules,
  })

  const fit = fitStage(replayer.wrapper, (width, height) => tell({ type: 'size', width, height }))
  const start = first.timestamp
  let frame = 0

  const tick = () => {
    tell({ type: 'time', time: start + replayer.getCurrentTime() })
    frame = requestAnimationFrame(tick)
  }
  const setPlaying = (playing: boolean) => {
    cancelAnimationFrame(frame)
    if (playing) tick()
    tell({ type: 'playing', playing })
  }

  replayer.on('resize', (size) => fit.resize(size))
  replayer.on('finish', () => {
    setPlaying(false)
    tell({ type: 'time', time: last.timestamp })
  })

  tell({ type: 'ready', start, end: last.timestamp, cutAt })
  return {
    play() {
      const offset = replayer.getCurrentTime()
      replayer.play(start + offset >= last.timestamp ? 0 : offset)
      setPlaying(true)
    },
    pause() {
      replayer.pause()
      setPlaying(false)
    },
    seek(time) {
      const bounded = Math.min(Math.max(time, start), last.timestamp)
      // A moment shows what was before it; the end must show the last thing that happened as well.
      const offset = bounded - start + (bounded === last.timestamp ? 1 : 0)
      const playing = replayer.service.state.matches('playing')
      if (playing) replayer.play(offset)
      else replayer.pause(offset)
      tell({ type: 'time', time: bounded })
    },
    configure: (next) => replayer.setConfig(next),
    close() {
      cancelAnimationFrame(frame)
      fit.stop()
      replayer.destroy()
    },
  }
}
