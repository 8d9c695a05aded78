import { isRecord } from './is-record.ts'
import { safeAttributes } from './safe-attributes.ts'
import { withoutAddresses } from './safe-css.ts'
import { safeNode, type Walk } from './safe-node.ts'

type Fields = { [key: string]: unknown }

/** rrweb's numbers for what an incremental event tells of. */
const MUTATION = 0
const RESIZE = 4
const INPUT = 5
const MOVE = [1, 6, 12]
const POINTER = [2, 3, 14]
const STYLE = [8, 13, 15]

/** Larger is no screen. */
const MOST_PIXELS = 16_384

/**
 * The data of one incremental event as it may be replayed, or `undefined`. Media, canvas, fonts
 * and what plugins wrote are left out: they fetch, or run what was recorded.
 */
export function safeIncremental(data: Fields, walk: Walk): Fields | undefined {
  const { source } = data

  if (source === MUTATION) return safeMutation(data, walk)
  if (source === RESIZE) return { source, width: pixels(data.width), height: pixels(data.height) }
  if (source === INPUT) return isKnown(data.id, walk) ? copyFields(data, walk) : undefined
  if (MOVE.includes(Number(source))) return safeMove(data, walk)
  if (POINTER.includes(Number(source))) return copyFields(data, walk)
  if (STYLE.includes(Number(source))) return copyFields(data, walk, withoutAddresses)
  return undefined
}

export function pixels(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(Math.round(value), MOST_PIXELS) : 1
}

/** Where the pointer stood over something that is not in the replay, it stays where it was. */
function safeMove(data: Fields, walk: Walk): Fields | undefined {
  const positions = list(data.positions).filter(({ id }) => isKnown(id, walk))
  return positions.length > 0 ? copyFields({ ...data, positions }, walk) : undefined
}

function safeMutation(data: Fields, walk: Walk): Fields {
  const removes = list(data.removes).filter(
    ({ parentId, id }) => isKnown(parentId, walk) && isKnownOrRemoved(id),
  )
  const adds = inOrder(list(data.adds), walk)

  const texts = list(data.texts).flatMap(({ id, value }) => {
    if (!isKnown(id, walk) || (typeof value !== 'string' && value !== null)) return []
    walk.spend(0, value?.length ?? 0)
    return [{ id, value: value && walk.kinds.get(id) === '#css' ? withoutAddresses(value) : value }]
  })

  const attributes = list(data.attributes).flatMap((change) => {
    if (!isKnown(change.id, walk) || !isRecord(change.attributes)) return []
    return [
      {
        id: change.id,
        attributes: safeAttributes(walk.kinds.get(change.id) ?? '', change.attributes),
      },
    ]
  })

  return {
    source: MUTATION,
    texts,
    attributes,
    removes,
    adds,
    ...(data.isAttachIframe === true && { isAttachIframe: true }),
  }
}

/**
 * A node may stand in the list before its parent, so the list is gone through until no more
 * parents turn up. What is left was put into something that is not in the replay.
 */
function inOrder(adds: Fields[], walk: Walk): Fields[] {
  const safe: Fields[] = []
  let waiting = adds

  for (;;) {
    const still = waiting.filter((add) => {
      if (!isKnown(add.parentId, walk)) return true
      const node = safeNode(add.node, walk, walk.kinds.get(add.parentId))
      if (node) {
        safe.push({
          parentId: add.parentId,
          nextId: typeof add.nextId === 'number' ? add.nextId : null,
          ...(typeof add.previousId === 'number' && { previousId: add.previousId }),
          node,
        })
      }
      return false
    })
    if (still.length === waiting.length) {
      still.forEach(() => walk.leaveOut())
      return safe
    }
    waiting = still
  }
}

function isKnown(id: unknown, walk: Walk): id is number {
  return typeof id === 'number' && walk.kinds.has(id)
}

/** An element that stands in for one left out may be taken away like any other. */
function isKnownOrRemoved(id: unknown): id is number {
  return typeof id === 'number'
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A plain copy: hostile depth is cut, and text goes through `change`. */
function copyFields(data: Fields, walk: Walk, change = (text: string) => text): Fields {
  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') {
      walk.spend(0, value.length)
      return change(value)
    }
    if (typeof value !== 'object' || value === null) return value
    if (depth > 6) return null
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, copy(item, depth + 1)]),
    )
  }
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copy(value, 0)]))
}
