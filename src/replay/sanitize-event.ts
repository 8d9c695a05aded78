import { EventType, IncrementalSource } from 'rrweb'
import type { eventWithTime } from 'rrweb'

import { maskText, maskValue } from './mask.ts'
import {
  sanitizeAttributes,
  sanitizeDeclaration,
  sanitizeSheet,
  type AttributeValue,
} from './sanitize-attributes.ts'
import { scrubUrl } from './scrub-url.ts'
import { sanitizeTree, type Surroundings, type TreeNode } from './sanitize-tree.ts'

export interface SanitizeContext {
  /** Every text is masked, not only what lies in a masked part of the page. */
  maskText: boolean
  /** Whether the element of this id is marked to be masked; also when it is not in the page any more. */
  isMarked: (id: number) => boolean
  /** What the page has for an id of the recording; `undefined` when it is not in the page any more. */
  describe: (id: number) => NodeDescription | undefined
}

export interface NodeDescription {
  /** Of the element itself, or of the element a text stands in. Lower case. */
  tagName: string
  isSvg: boolean
  /** Marked to be masked, or inside something that is, across shadow roots. */
  masked: boolean
  /** Left out of the replay. rrweb itself does not see this for the inside of shadow roots. */
  blocked: boolean
  /** What happens in it is not recorded; changes of the page are. */
  ignored: boolean
}

/** Something that is gone already cannot be looked at, so the strictest reading holds. */
const GONE: NodeDescription = {
  tagName: '',
  isSvg: false,
  masked: true,
  blocked: false,
  ignored: false,
}

/** Around the fields an event has anyway; the estimate needs to be right in size, not to the byte. */
const EVENT_BYTES = 120

/**
 * Takes what is nobody's business out of a recorded event, in place, and returns its size as JSON,
 * estimated in passing. `undefined`: the event is about something that is left out, drop it.
 *
 * In place, because a copy of a large snapshot costs as much as the snapshot. rrweb makes each
 * event for this one emission; of the nodes inside it remembers the ids only, which stay.
 */
export function sanitizeEvent(event: eventWithTime, context: SanitizeContext): number | undefined {
  switch (event.type) {
    case EventType.Meta:
      event.data.href = scrubUrl(event.data.href)
      return EVENT_BYTES
    case EventType.FullSnapshot:
      return EVENT_BYTES + sanitizeTree(event.data.node as TreeNode, outermost(context))
    case EventType.IncrementalSnapshot:
      return sanitizeIncremental(event.data, context, memoize(context.describe))
    case EventType.DomContentLoaded:
    case EventType.Load:
      return EVENT_BYTES
    default:
      // Custom, plugin and annotation events: nobody here makes them, so nobody has cleaned them.
      return undefined
  }
}

type Incremental = Extract<eventWithTime, { type: EventType.IncrementalSnapshot }>['data']
type Mutation = Extract<Incremental, { source: IncrementalSource.Mutation }>
type Describe = (id: number) => NodeDescription

function sanitizeIncremental(data: Incremental, context: SanitizeContext, describe: Describe) {
  const all = context.maskText
  switch (data.source) {
    case IncrementalSource.Mutation:
      return sanitizeMutation(data, context, describe)
    case IncrementalSource.Input:
      if (isLeftOut(describe(data.id))) return undefined
      data.text = maskValue(data.text)
      return EVENT_BYTES
    case IncrementalSource.MouseMove:
    case IncrementalSource.TouchMove:
    case IncrementalSource.Drag:
      return EVENT_BYTES + data.positions.length * 50
    case IncrementalSource.MouseInteraction:
    case IncrementalSource.Scroll:
      return isLeftOut(describe(data.id)) ? undefined : EVENT_BYTES
    case IncrementalSource.StyleSheetRule:
      for (const added of data.adds ?? []) added.rule = sanitizeSheet(added.rule, all)
      if (data.replace) data.replace = sanitizeSheet(data.replace, all)
      if (data.replaceSync) data.replaceSync = sanitizeSheet(data.replaceSync, all)
      return EVENT_BYTES + JSON.stringify(data).length
    case IncrementalSource.AdoptedStyleSheet:
      for (const { rules } of data.styles ?? []) {
        for (const added of rules) added.rule = sanitizeSheet(added.rule, all)
      }
      return EVENT_BYTES + JSON.stringify(data).length
    case IncrementalSource.StyleDeclaration:
      if (data.set?.value) {
        data.set.value = sanitizeDeclaration(data.set.property, data.set.value, all)
      }
      return EVENT_BYTES * 2
    case IncrementalSource.ViewportResize:
    case IncrementalSource.MediaInteraction:
    case IncrementalSource.Selection:
    case IncrementalSource.CustomElement:
      return EVENT_BYTES * 2
    default:
      return undefined
  }
}

function sanitizeMutation(
  data: Mutation,
  context: SanitizeContext,
  describe: Describe,
): number | undefined {
  const all = context.maskText
  let bytes = EVENT_BYTES + data.removes.length * 40

  data.adds = data.adds.filter(({ parentId }) => !describe(parentId).blocked)
  data.attributes = data.attributes.filter(({ id }) => !describe(id).blocked)
  data.texts = data.texts.filter(({ id }) => !describe(id).blocked)

  for (const { parentId, node } of data.adds) {
    const { masked, tagName } = describe(parentId)
    const surroundings = { ...outermost(context), tagName }
    if (masked) surroundings.masked = true
    bytes += 40 + sanitizeTree(node as TreeNode, surroundings)
  }
  for (const { id, attributes } of data.attributes) {
    const { tagName, isSvg, masked } = describe(id)
    const values = attributes as { [name: string]: AttributeValue }
    sanitizeAttributes(values, { tagName, isSvg, masked: all || masked })
    bytes += JSON.stringify(attributes).length + 30
  }
  for (const text of data.texts) {
    const { tagName, masked } = describe(text.id)
    if (text.value === null) continue
    if (tagName === 'style') text.value = sanitizeSheet(text.value, all || masked)
    else if (all || masked) text.value = maskText(text.value)
    bytes += text.value.length + 30
  }

  const { adds, attributes, texts, removes } = data
  return adds.length + attributes.length + texts.length + removes.length > 0 ? bytes : undefined
}

/** Something that happened in an element which is blocked or ignored, or lies in a blocked shadow root and never got an id. */
function isLeftOut(element: NodeDescription): boolean {
  return element.blocked || element.ignored || element === GONE
}

function outermost({ maskText, isMarked }: SanitizeContext): Surroundings {
  return { masked: maskText, tagName: '', isMarked }
}

/** One event names the same parent for each of its children. */
function memoize(describe: SanitizeContext['describe']): Describe {
  const known = new Map<number, NodeDescription>()

  return (id) => {
    const seen = known.get(id)
    if (seen) return seen

    const description = describe(id) ?? GONE
    known.set(id, description)
    return description
  }
}
