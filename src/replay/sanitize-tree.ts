import { maskText } from './mask.ts'
import { sanitizeAttributes, sanitizeSheet, type AttributeValue } from './sanitize-attributes.ts'

/** A node as rrweb writes it down, reduced to what is read here. */
export interface TreeNode {
  tagName?: string
  attributes?: { [name: string]: AttributeValue }
  childNodes?: TreeNode[]
  textContent?: string
  isSVG?: boolean
  id: number
  /** rrweb's node type. */
  type: number
}

export interface Surroundings {
  masked: boolean
  /** The parent's, lower case. */
  tagName: string
  /** Whether the element of this id is marked to be masked. */
  isMarked: (id: number) => boolean
}

const COMMENT = 5

/** Measured on tables and text pages: what a node takes besides its own words. */
const NODE_BYTES = 70

/** Cleans a recorded tree in place and returns its size as JSON, estimated. */
export function sanitizeTree(node: TreeNode, { masked, tagName, isMarked }: Surroundings): number {
  if (node.textContent !== undefined) {
    node.textContent = sanitizeText(node, masked, tagName)
    return NODE_BYTES + node.textContent.length
  }

  let bytes = NODE_BYTES
  const inside = { masked, tagName: '', isMarked }

  if (node.tagName !== undefined && node.attributes) {
    inside.tagName = node.tagName.toLowerCase()
    inside.masked = masked || isMarked(node.id)
    sanitizeAttributes(node.attributes, {
      tagName: inside.tagName,
      isSvg: node.isSVG === true,
      masked: inside.masked,
    })
    for (const name in node.attributes) {
      const value = node.attributes[name]
      bytes += name.length + 6 + (typeof value === 'string' ? value.length : 4)
    }
  }

  for (const child of node.childNodes ?? []) bytes += sanitizeTree(child, inside)
  return bytes
}

function sanitizeText({ type, textContent = '' }: TreeNode, masked: boolean, tagName: string) {
  if (type === COMMENT) return ''
  if (tagName === 'style') return sanitizeSheet(textContent, masked)
  // Text that rrweb has masked already goes through here again: cheaper to look than to replace.
  return masked && /[^\s*]/.test(textContent) ? maskText(textContent) : textContent
}
