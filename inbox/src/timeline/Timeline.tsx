import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'

import type { Player } from '../replay/create-player.ts'
import { usePlayer } from '../replay/use-player.ts'
import { navigate } from '../routes.ts'
import { runHref } from '../agents/agents-href.ts'
import type { AgentEvent } from '../session-runs/agent-event.ts'
import { countKinds, filterRows, readTimelineFilter } from './timeline-filter.ts'
import { findCurrent } from './find-current.ts'
import { followRow, showRow } from './scroll-to-row.ts'
import { TimelineFilters } from './TimelineFilters.tsx'
import { TimelineRowItem } from './TimelineRowItem.tsx'
import type { TimelineRow } from './timeline-row.ts'
import { useRowKeys } from './use-row-keys.ts'
import './timeline.css'

interface Props {
  rows: TimelineRow[]
  /** Epoch milliseconds from which times are counted. */
  countedFrom: number
  /** Up to here the session's other entries were removed by age. */
  removedUntil: string | null
  /** What stands there when nothing was recorded, and what is said of older entries that are gone. */
  words: { empty: string; removed: string }
  player: Player
  query: URLSearchParams
  hrefWith: (changes: { [name: string]: string | undefined }) => string
}

/** Everything that was recorded, in order, on one clock with the replay. */
export function Timeline(props: Props) {
  const { rows, countedFrom, removedUntil, words, player, query, hrefWith } = props
  const list = useRef<HTMLOListElement>(null)
  const kinds = query.get('kinds') ?? ''
  const grep = query.get('grep') ?? ''
  const openId = query.get('entry')

  const filter = useMemo(
    () => readTimelineFilter(new URLSearchParams({ kinds, grep })),
    [kinds, grep],
  )
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter])
  const counts = useMemo(() => countKinds(rows), [rows])
  const current = usePlayer(player, ({ status, time }) =>
    status === 'ready' ? shown[findCurrent(shown, time)]?.entryId : undefined,
  )

  useRowKeys(list)
  useStayingAtEnd(list, shown)
  useFollowing(list, player, current)
  useChosenEntry(list, player, { rows, openId })

  // Kept in a ref, so that the rows see one function for ever and are not all drawn again.
  const choose = useRef<(row: TimelineRow) => void>(() => undefined)
  choose.current = ({ entryId, event }) => {
    const isOpen = entryId === openId
    navigate(hrefWith({ entry: isOpen ? undefined : entryId }), { replace: true })
    if (!isOpen) player.seek(event.time)
  }
  const onChoose = useCallback((row: TimelineRow) => choose.current(row), [])

  return (
    <section class="timeline card" aria-label="Timeline">
      <TimelineFilters filter={filter} counts={counts} hrefWith={hrefWith} />
      {removedUntil && <p class="timeline-removed">{words.removed}</p>}
      {shown.length === 0 ? (
        <NothingShown
          empty={rows.length === 0 ? words.empty : undefined}
          href={hrefWith({ kinds: '', grep: '' })}
        />
      ) : (
        <ol ref={list} class="timeline-rows">
          {shown.map((row) => (
            <TimelineRowItem
              key={row.entryId}
              row={row}
              countedFrom={countedFrom}
              isOpen={row.entryId === openId}
              runHref={row.event.type === 'agent' ? hrefOfRun(query, row.event) : undefined}
              isCurrent={row.entryId === current}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

function hrefOfRun(query: URLSearchParams, { runId, source, span }: AgentEvent): string {
  return runHref(query, { runId, source, ...(span && { span }) })
}

function NothingShown({ empty, href }: { empty: string | undefined; href: string }) {
  return (
    <div class="timeline-note">
      {empty ? (
        <p>{empty}</p>
      ) : (
        <>
          <p>No entry matches.</p>
          <a href={href}>Show all entries</a>
        </>
      )}
    </div>
  )
}

type List = { current: HTMLOListElement | null }

/**
 * What happened last is next to the report, so the list opens at its end, and stays there while
 * more arrives, until the person scrolls elsewhere.
 */
function useStayingAtEnd(list: List, rows: readonly TimelineRow[]) {
  const isAtEnd = useRef(true)
  const isEmpty = rows.length === 0

  useEffect(() => {
    const box = list.current
    if (!box) return
    const look = () => (isAtEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - 8)
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
    // The list is another element when it was empty before.
  }, [list, isEmpty])

  useLayoutEffect(() => {
    if (isAtEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [list, rows])
}

/** While the replay plays, its row stays in sight, until the person scrolls elsewhere. */
function useFollowing(list: List, player: Player, current: string | undefined) {
  const playing = usePlayer(player, (state) => state.playing)
  const isFollowing = useRef(true)

  useEffect(() => {
    isFollowing.current = true
    const box = list.current
    const leave = () => (isFollowing.current = false)
    box?.addEventListener('wheel', leave, { passive: true })
    box?.addEventListener('touchmove', leave, { passive: true })
    return () => {
      box?.removeEventListener('wheel', leave)
      box?.removeEventListener('touchmove', leave)
    }
  }, [list, playing])

  useEffect(() => {
    if (playing && isFollowing.current && current) followRow(list.current, current)
  }, [list, playing, current])
}

/** An entry named by the address is shown, and the replay goes there, once for each naming. */
function useChosenEntry(
  list: List,
  player: Player,
  { rows, openId }: { rows: TimelineRow[]; openId: string | null },
) {
  const chosen = rows.find(({ entryId }) => entryId === openId)
  const chosenId = chosen?.entryId

  useEffect(() => {
    if (!chosen) return
    showRow(list.current, chosen.entryId)
    player.seek(chosen.event.time)
    // Only another choice moves anything; the same rows come in again with each look for news.
  }, [chosenId])
}
