import { memo } from '../ui/memo.ts'
import { MARK_PLACES, type Lane } from './marks.ts'

const LANE_HEIGHT = 4

/** One thin line a lane above the scrub bar. The timeline says the same in words. */
export const Marks = memo(function Marks({ lanes }: { lanes: Lane[] }) {
  const height = Math.max(1, lanes.length) * LANE_HEIGHT
  return (
    <svg
      class="marks"
      viewBox={`0 0 ${MARK_PLACES} ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {lanes.map(({ kind, places }, lane) => (
        <path
          key={kind}
          data-lane={kind}
          d={places.map((place) => `M${place} ${lane * LANE_HEIGHT + 0.5}h1v3h-1z`).join('')}
        />
      ))}
    </svg>
  )
})
