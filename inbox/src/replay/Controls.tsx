import { useMemo } from 'preact/hooks'

import { formatLength, formatOffset } from '../timeline/format-offset.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Player } from './create-player.ts'
import { findMarks } from './marks.ts'
import { Marks } from './Marks.tsx'
import { usePlayer } from './use-player.ts'

interface Props {
  player: Player
  rows: TimelineRow[]
  reportedAt: number
}

const SPEEDS = [0.5, 1, 2, 4, 8]

export function Controls({ player, rows, reportedAt }: Props) {
  const start = usePlayer(player, (state) => state.start)
  const end = usePlayer(player, (state) => state.end)
  const playing = usePlayer(player, (state) => state.playing)
  const speed = usePlayer(player, (state) => state.speed)
  const skipInactive = usePlayer(player, (state) => state.skipInactive)
  const lanes = useMemo(() => findMarks(rows, { start, end }), [rows, start, end])

  return (
    <div class="controls">
      <div class="scrub">
        <Marks lanes={lanes} />
        <ScrubBar player={player} start={start} end={end} reportedAt={reportedAt} />
      </div>
      <div class="control-row">
        <button
          type="button"
          class="button only-icon"
          aria-label={playing ? 'Pause' : 'Play'}
          title={`${playing ? 'Pause' : 'Play'} (space)`}
          onClick={player.toggle}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <Clock player={player} start={start} end={end} />
        <label class="control-skip">
          <input
            type="checkbox"
            checked={skipInactive}
            onChange={(event) => player.setSkipInactive(event.currentTarget.checked)}
          />
          Skip inactivity
        </label>
        <select
          class="field"
          aria-label="Speed"
          value={String(speed)}
          onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
        >
          {SPEEDS.map((choice) => (
            <option key={choice} value={String(choice)}>
              {choice}×
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

/** Apart from the rest, because it is drawn again with each tick. */
function ScrubBar(props: { player: Player; start: number; end: number; reportedAt: number }) {
  const { player, start, end, reportedAt } = props
  const time = usePlayer(player, (state) => Math.round(state.time))
  const said = `${formatLength(time - start)} of ${formatLength(end - start)}, ${formatOffset(time - reportedAt)} from the report`

  return (
    <input
      type="range"
      aria-label="Position in the replay"
      aria-valuetext={said}
      min={0}
      max={Math.max(1, end - start)}
      step={1}
      value={time - start}
      onInput={(event) => player.seek(start + event.currentTarget.valueAsNumber)}
    />
  )
}

function Clock({ player, start, end }: { player: Player; start: number; end: number }) {
  const text = usePlayer(player, ({ time }) => formatLength(time - start))
  return (
    <span class="control-clock">
      {text} <span class="secondary">/ {formatLength(end - start)}</span>
    </span>
  )
}
