import { useEffect, useRef } from 'preact/hooks'

import { BASE_PATH } from '../base-path.ts'
import { formatLength } from '../timeline/format-offset.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { Icon } from '../ui/Icon.tsx'
import { Controls } from './Controls.tsx'
import type { Player } from './create-player.ts'
import type { FrameFailure } from './frame-messages.ts'
import { usePlayer } from './use-player.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import type { RecordingState } from './use-recording.ts'
import './replay.css'

interface Props {
  player: Player
  recording: RecordingState
  rows: TimelineRow[]
  reportedAt: number
  /** What the recorded page's media queries were told: `light` or `dark`. */
  colorScheme: string | undefined
}

const FAILURES: { [failure in FrameFailure]: string } = {
  empty: 'The recording holds no picture of the page, so there is nothing to play.',
  'too-large': 'The recording is larger than a browser tab can rebuild.',
  broken: 'The recording is damaged and cannot be played.',
}

export function Replay({ player, recording, rows, reportedAt, colorScheme }: Props) {
  const status = usePlayer(player, (state) => state.status)
  const failure = usePlayer(player, (state) => state.failure)
  usePlayerKeys(player)

  const isFailed = recording.status === 'failed' || status === 'failed'
  const isPlayable = recording.status === 'found' && !isFailed
  return (
    <section class="replay card" aria-label="Replay">
      {isPlayable ? (
        <Stage player={player} isReady={status === 'ready'} colorScheme={colorScheme} />
      ) : (
        <NoReplay recording={recording} failure={status === 'failed' ? failure : undefined} />
      )}
      {isPlayable && status === 'ready' && (
        <Controls player={player} rows={rows} reportedAt={reportedAt} />
      )}
      {isPlayable && <Notes player={player} rows={rows} />}
    </section>
  )
}

interface StageProps extends Pick<Props, 'player' | 'colorScheme'> {
  isReady: boolean
}

/** Its shape is the recorded page's, so that nothing is empty beside a narrow one. */
function Stage({ player, isReady, colorScheme }: StageProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const width = usePlayer(player, (state) => state.width)
  const height = usePlayer(player, (state) => state.height)

  useEffect(() => {
    const element = frame.current
    return element ? player.connect(element) : undefined
  }, [player])

  return (
    <div class="stage" style={{ aspectRatio: `${width} / ${height}` }}>
      <iframe
        ref={frame}
        title="Replay of the page"
        sandbox="allow-scripts allow-same-origin"
        src={`${BASE_PATH}/inbox/replay-frame.html`}
        tabIndex={-1}
        // A frame's own media queries follow the scheme of the element it stands in.
        style={{ colorScheme: colorScheme === 'dark' ? 'dark' : 'light' }}
      />
      {!isReady && (
        <p class="stage-note secondary" role="status">
          Preparing the replay…
        </p>
      )}
    </div>
  )
}

function NoReplay(props: { recording: RecordingState; failure: FrameFailure | undefined }) {
  const { recording, failure } = props

  if (recording.status === 'failed') {
    return (
      <div class="stage no-replay" role="alert">
        <Icon name="warning" />
        <p>The replay could not be loaded. {recording.error.message}</p>
        <button type="button" class="button" onClick={recording.retry}>
          Try again
        </button>
      </div>
    )
  }
  return (
    <div class="stage no-replay" role="status">
      {recording.status !== 'looking' && <Icon name="play" />}
      <p>{failure ? FAILURES[failure] : MISSING[recording.status]}</p>
    </div>
  )
}

const MISSING: { [status in Exclude<RecordingState['status'], 'failed'>]: string } = {
  looking: 'Looking for the replay…',
  found: 'Preparing the replay…',
  awaited: 'The replay is on its way. It may arrive within a minute, and will show here by itself.',
  none: 'There is no replay of this report. The page may have replay turned off, was closed before it was sent, or had sent as much as one session may.',
}

function Notes({ player, rows }: { player: Player; rows: TimelineRow[] }) {
  const start = usePlayer(player, (state) => state.start)
  const end = usePlayer(player, (state) => state.end)
  const cutAt = usePlayer(player, (state) => state.cutAt)
  const status = usePlayer(player, (state) => state.status)
  const before = start - (rows[0]?.event.time ?? start)

  return (
    <p class="replay-notes secondary">
      Pictures are left out, and text is masked unless the page shows it.
      {status === 'ready' && before > 1_000 && (
        <>
          {' '}
          The replay covers the last {formatLength(end - start)}; the timeline begins{' '}
          {formatLength(before)} earlier.
        </>
      )}
      {cutAt !== undefined && ' The recording was too large and is cut at its end.'}
    </p>
  )
}
