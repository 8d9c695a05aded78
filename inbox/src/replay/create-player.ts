import type { FrameFailure, FromFrame, ToFrame } from './frame-messages.ts'

export interface PlayerState {
  /** `idle` while there is no recording to play. */
  status: 'idle' | 'loading' | 'ready' | 'failed'
  failure?: FrameFailure
  /** Epoch milliseconds, as all times here. */
  start: number
  end: number
  time: number
  /** Where a recording that is too large was cut. */
  cutAt?: number
  playing: boolean
  width: number
  height: number
  speed: number
  skipInactive: boolean
}

/** The clock of an issue page: the replay in its frame, and what the page knows about it. */
export interface Player {
  state: () => PlayerState
  subscribe: (listener: () => void) => () => void
  /** Connects the frame in which recordings play; returns what disconnects it. */
  connect: (frame: HTMLIFrameElement) => () => void
  load: (events: unknown[]) => void
  toggle: () => void
  /** Moves to a moment; one outside the recording leaves the replay alone. */
  seek: (time: number) => void
  /** Moves by milliseconds, to the ends at most. */
  step: (by: number) => void
  setSpeed: (speed: number) => void
  setSkipInactive: (skip: boolean) => void
}

const START: PlayerState = {
  status: 'idle',
  start: 0,
  end: 0,
  time: 0,
  playing: false,
  width: 16,
  height: 10,
  speed: 1,
  skipInactive: true,
}

export function createPlayer(): Player {
  const listeners = new Set<() => void>()
  let state = START
  let recording: unknown[] | undefined
  let isListening = false
  let frameWindow: Window | null = null
  /** Where to go, and whether to play, once the recording is on stage. */
  let wanted: { time: number | undefined; playing: boolean } = { time: undefined, playing: false }

  const change = (changes: Partial<PlayerState>) => {
    state = { ...state, ...changes }
    for (const listener of listeners) listener()
  }
  const tell = (message: ToFrame) => frameWindow?.postMessage(message, location.origin)

  const send = () => {
    if (!isListening || !recording) return
    tell({ type: 'speed', speed: state.speed })
    tell({ type: 'skip-inactive', skip: state.skipInactive })
    tell({ type: 'load', events: recording, time: wanted.time ?? Number.MAX_SAFE_INTEGER })
  }

  const hear = (message: FromFrame) => {
    switch (message.type) {
      case 'listening':
        isListening = true
        return send()
      case 'ready': {
        const { start, end, cutAt } = message
        change({ status: 'ready', start, end, ...(cutAt !== undefined && { cutAt }) })
        if (wanted.playing) tell({ type: 'play' })
        return
      }
      case 'time':
        return change({ time: message.time })
      case 'playing':
        return change({ playing: message.playing })
      case 'size':
        return change({ width: message.width, height: message.height })
      case 'failed':
        return change({ status: 'failed', failure: message.reason, playing: false })
    }
  }

  const seek = (time: number) => {
    if (state.status !== 'ready') {
      wanted = { ...wanted, time }
      return
    }
    if (time < state.start || time > state.end) return
    change({ time })
    tell({ type: 'seek', time })
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connect(frame) {
      const onMessage = ({ source, origin, data }: MessageEvent<FromFrame>) => {
        if (origin !== location.origin || source !== frame.contentWindow) return
        frameWindow = frame.contentWindow
        hear(data)
      }
      addEventListener('message', onMessage)
      return () => {
        removeEventListener('message', onMessage)
        frameWindow = null
        isListening = false
      }
    },
    load(events) {
      // More of the same recording may have arrived: the person stays where they are.
      if (state.status === 'ready') wanted = { time: state.time, playing: state.playing }
      recording = events
      change({ status: 'loading' })
      send()
    },
    toggle() {
      if (state.status === 'ready') tell({ type: state.playing ? 'pause' : 'play' })
    },
    seek,
    step: (by) => seek(Math.min(Math.max(state.time + by, state.start), state.end)),
    setSpeed(speed) {
      change({ speed })
      tell({ type: 'speed', speed })
    },
    setSkipInactive(skip) {
      change({ skipInactive: skip })
      tell({ type: 'skip-inactive', skip })
    },
  }
}
