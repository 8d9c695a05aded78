import { safeAttributes, type Attributes } from './safe-attributes.ts'
import { withoutAddresses } from './safe-css.ts'
import { isRecord } from './is-record.ts'

/** What has been seen of a recording so far. */
export interface Walk {
  /** Nodes that are in the replay: an element's tag, or `#text`, `#css`, `#document`, `#other`. */
  kinds: Map<number, string>
  /** Spends from the budget; throws when it is used up. */
  spend: (nodes: number, characters: number) => void
  /** Counts what was left out. */
  leaveOut: () => void
}

/** Stands in for an element that must not be rebuilt, so that its neighbours keep their places. */
export const REMOVED_TAG = 'casefile-removed'

/** Deeper trees are cut: they are made to exhaust the stack, not to be looked at. */
const MOST_DEPTH = 400

const TAG = /^[a-z][a-z0-9:_.-]*$/i

const NEVER = new Set(
  'script noscript base meta object embed applet portal fencedframe frameset template casefile-removed'.split(
    ' ',
  ),
)

/** Attributes an element left out keeps, so that the page around it stays in shape. */
const SHAPE = new Set(['id', 'class', 'style', 'width', 'height', 'rr_width', 'rr_height'])

/** A recorded node and everything in it, as it may be rebuilt; `undefined` when it is no node. */
export function safeNode(
  node: unknown,
  walk: Walk,
  parent = '#other',
  depth = 0,
): object | undefined {
  if (!isRecord(node) || typeof node.id !== 'number') return undefined
  walk.spend(1, 0)

  const { id } = node
  const place = {
    id,
    ...(typeof node.rootId === 'number' && { rootId: node.rootId }),
    ...(node.isShadow === true && { isShadow: true }),
  }

  switch (node.type) {
    case 0:
      walk.kinds.set(id, '#document')
      return {
        ...place,
        type: 0,
        ...(typeof node.compatMode === 'string' && { compatMode: node.compatMode }),
        childNodes: safeChildren(node, walk, '#document', depth),
      }
    case 1:
      walk.kinds.set(id, '#other')
      return {
        ...place,
        type: 1,
        name: 'html',
        publicId: text(node.publicId),
        systemId: text(node.systemId),
      }
    case 2:
      return safeElement(node, { walk, place, depth })
    case 3:
      return safeText(node, { walk, place, isCss: parent === 'style' || node.isStyle === true })
    case 4:
    case 5:
      // Comments say nothing on screen, but later nodes may be placed before them.
      walk.kinds.set(id, '#other')
      return { ...place, type: 5, textContent: '' }
    default:
      return undefined
  }
}

interface Here {
  walk: Walk
  place: { id: number }
}

function safeElement(node: Attributes, { walk, place, depth }: Here & { depth: number }): object {
  const name = text(node.tagName)
  const tag = name.toLowerCase()
  const given = isRecord(node.attributes) ? node.attributes : {}

  if (
    !TAG.test(name) ||
    NEVER.has(tag) ||
    isUselessLink(tag, given) ||
    isHostileAnimation(tag, given)
  ) {
    walk.leaveOut()
    // Kept out of `kinds`, so that whatever is later put into it is left out as well.
    return {
      ...place,
      type: 2,
      tagName: REMOVED_TAG,
      attributes: safeAttributes(tag, pick(given, SHAPE)),
      childNodes: [],
    }
  }

  const attributes = safeAttributes(
    tag,
    tag === 'link' ? { ...pick(given, LINK_KEEPS), rel: 'stylesheet' } : given,
  )
  walk.spend(0, lengthOf(attributes))
  walk.kinds.set(place.id, tag)

  return {
    ...place,
    type: 2,
    tagName: name,
    attributes,
    childNodes: safeChildren(node, walk, tag, depth),
    ...flags(node),
  }
}

function safeText(node: Attributes, { walk, place, isCss }: Here & { isCss: boolean }): object {
  const content = text(node.textContent)
  walk.spend(0, content.length)
  walk.kinds.set(place.id, isCss ? '#css' : '#text')
  return {
    ...place,
    type: 3,
    textContent: isCss ? withoutAddresses(content) : content,
    ...(isCss && { isStyle: true }),
  }
}

function safeChildren(node: Attributes, walk: Walk, parent: string, depth: number): object[] {
  if (!Array.isArray(node.childNodes)) return []
  if (depth >= MOST_DEPTH) {
    walk.leaveOut()
    return []
  }
  return node.childNodes.flatMap((child: unknown) => safeNode(child, walk, parent, depth + 1) ?? [])
}

const LINK_KEEPS = new Set(['_cssText', 'media', 'class', 'id'])

/** A style sheet that was recorded with its text is one; every other link would only fetch. */
function isUselessLink(tag: string, attributes: Attributes): boolean {
  return tag === 'link' && typeof attributes._cssText !== 'string'
}

/** SVG can animate a harmless link into a harmful one. */
function isHostileAnimation(tag: string, { attributeName }: Attributes): boolean {
  return ['set', 'animate'].includes(tag) && /href|^on/i.test(text(attributeName))
}

const FLAGS = ['isSVG', 'isShadowHost', 'needBlock', 'isCustom'] as const

function flags(node: Attributes): Attributes {
  return Object.fromEntries(FLAGS.filter((flag) => node[flag] === true).map((flag) => [flag, true]))
}

function pick(attributes: Attributes, names: Set<string>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.has(name)))
}

function lengthOf(attributes: Attributes): number {
  return Object.values(attributes).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
    0,
  )
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
