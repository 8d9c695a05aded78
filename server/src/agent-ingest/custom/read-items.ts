import { Compile } from 'typebox/compile'

import { invalid } from '../invalid.ts'
import { objectOf, type Fields } from '../read-values.ts'
import { isoTimeOf } from '../read-time.ts'
import {
  AgentRunInputSchema,
  AgentStepInputSchema,
  AgentToolCallInputSchema,
  MOST_ITEMS,
  type Item,
} from './schemas.ts'

/** One a type: told by it which shape is meant, a refusal can name the field. */
const CHECKS = {
  run: Compile(AgentRunInputSchema),
  step: Compile(AgentStepInputSchema),
  tool_call: Compile(AgentToolCallInputSchema),
}

/** An item that is sound, with its times as epoch milliseconds. */
export interface SoundItem {
  item: Item
  startTime: number
  endTime: number
}

/** The items of a body. Throws a refusal that names the first that is not sound. */
export function readItems(body: unknown): SoundItem[] {
  const fields = objectOf(body)
  if (!fields) throw invalid('The body', 'must be an object')
  if (fields.type !== 'batch') return [readItem(fields, '')]

  const { items } = fields
  if (!Array.isArray(items) || items.length < 1 || items.length > MOST_ITEMS) {
    throw invalid('items', `must be a list of 1 to ${MOST_ITEMS} items`)
  }
  return items.map((item, index) => readItem(item, `items[${index}]`))
}

function readItem(value: unknown, place: string): SoundItem {
  const fields = objectOf(value)
  if (!fields) throw invalid(place, 'must be an object')
  const sound = withoutNulls(fields)
  const check = checkOf(sound.type)
  if (!check) {
    const types = Object.keys(CHECKS).join(', ')
    throw invalid(within(place, 'type'), `must be one of ${types}${place === '' ? ', batch' : ''}`)
  }

  if (!check.Check(sound)) throw complain(check.Errors(sound), place)
  const item = sound as Item
  const startTime = timeOf(item, 'start_time', place)
  const endTime = timeOf(item, 'end_time', place)
  if (endTime < startTime) {
    throw invalid(within(place, 'end_time'), 'must not be before start_time')
  }
  return { item, startTime, endTime }
}

function checkOf(type: unknown) {
  return typeof type === 'string' && Object.hasOwn(CHECKS, type)
    ? CHECKS[type as keyof typeof CHECKS]
    : undefined
}

function timeOf(item: Item, field: 'start_time' | 'end_time', place: string): number {
  const time = isoTimeOf(item[field])
  if (time === undefined) throw invalid(within(place, field), 'must be an ISO 8601 time')
  return time
}

interface Complaint {
  keyword: string
  instancePath: string
  params: object
  message: string
}

function complain([first]: readonly Complaint[], place: string) {
  if (!first) return invalid(place || 'The body', 'is not valid')
  const { instancePath, params, message } = first
  const path = instancePath.slice(1).replaceAll('/', '.')
  if ('requiredProperties' in params && Array.isArray(params.requiredProperties)) {
    const at = path === '' ? place || 'The body' : within(place, path)
    return invalid(at, `must have "${String(params.requiredProperties[0])}"`)
  }
  if (path === 'status_code') return invalid(within(place, path), 'must be 0 or 2')
  return invalid(within(place, path), message)
}

function within(place: string, path: string): string {
  return place === '' ? path : `${place}.${path}`
}

/** Clients leave out what they do not know; null says the same. */
function withoutNulls(fields: Fields): Fields {
  if (!Object.values(fields).includes(null)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
