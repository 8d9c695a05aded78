import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

import { ApiError } from '../../http/api-error.ts'
import type { Fields } from '../read-values.ts'

/**
 * The messages of an `ExportTraceServiceRequest` by field number, as far as they are read, from
 * opentelemetry-proto 1.x. Nothing that is published changes its number.
 */
type Message = ReadonlyMap<number, Field>

interface Field {
  name: string
  wireType: WireType
  read: (reader: BinaryReader, level: number) => unknown
  isList?: true
}

/** A value may hold values; nothing that a program means to say is deeper. */
const MOST_LEVELS = 100

/** The body as OTLP has it in JSON, so that there is one reader for both. Throws a refusal. */
export function decodeProtobuf(body: Uint8Array): Fields {
  try {
    return decode(new BinaryReader(body), body.byteLength, REQUEST, 0)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError('VALIDATION_ERROR', 'The body is not a valid protobuf message of OTLP')
  }
}

function decode(reader: BinaryReader, end: number, fields: Message, level: number): Fields {
  if (level > MOST_LEVELS) {
    throw new ApiError('VALIDATION_ERROR', `The body is nested deeper than ${MOST_LEVELS} levels`)
  }
  const message: Fields = {}
  while (reader.pos < end) {
    const [number, wireType] = reader.tag()
    const field = fields.get(number)
    if (!field || field.wireType !== wireType) {
      reader.skip(wireType, number)
      continue
    }
    const value = field.read(reader, level)
    if (!field.isList) message[field.name] = value
    else if (Array.isArray(message[field.name])) (message[field.name] as unknown[]).push(value)
    else message[field.name] = [value]
  }
  if (reader.pos > end) throw new RangeError('A message is longer than what holds it')
  return message
}

const nested = (name: string, fields: () => Message): Field => ({
  name,
  wireType: WireType.LengthDelimited,
  read: (reader, level) => {
    const length = reader.uint32()
    return decode(reader, reader.pos + length, fields(), level + 1)
  },
})
const list = (field: Field): Field => ({ ...field, isList: true })
const text = (name: string): Field => ({
  name,
  wireType: WireType.LengthDelimited,
  read: (reader) => reader.string(),
})
const id = (name: string): Field => ({
  name,
  wireType: WireType.LengthDelimited,
  read: (reader) => Buffer.from(reader.bytes()).toString('hex'),
})
const time = (name: string): Field => ({
  name,
  wireType: WireType.Bit64,
  read: (reader) => String(reader.fixed64()),
})
const varint = (name: string, read: (reader: BinaryReader) => unknown): Field => ({
  name,
  wireType: WireType.Varint,
  read,
})

// Values stand in each other, so what they consist of is looked up when one is read.
const ANY_VALUE: Message = new Map([
  [1, text('stringValue')],
  [2, varint('boolValue', (reader) => reader.bool())],
  [3, varint('intValue', (reader) => String(reader.int64()))],
  [4, { name: 'doubleValue', wireType: WireType.Bit64, read: (reader) => reader.double() }],
  [5, nested('arrayValue', () => VALUES)],
  [6, nested('kvlistValue', () => PAIRS)],
  [
    7,
    {
      name: 'bytesValue',
      wireType: WireType.LengthDelimited,
      read: (reader) => Buffer.from(reader.bytes()).toString('base64'),
    },
  ],
])
const VALUES: Message = new Map([[1, list(nested('values', () => ANY_VALUE))]])
const PAIR: Message = new Map([
  [1, text('key')],
  [2, nested('value', () => ANY_VALUE)],
])
const PAIRS: Message = new Map([[1, list(nested('values', () => PAIR))]])
const attributes = list(nested('attributes', () => PAIR))

const EVENT: Message = new Map([
  [1, time('timeUnixNano')],
  [2, text('name')],
  [3, attributes],
])
const STATUS: Message = new Map([
  [2, text('message')],
  [3, varint('code', (reader) => reader.int32())],
])
const SPAN: Message = new Map([
  [1, id('traceId')],
  [2, id('spanId')],
  [4, id('parentSpanId')],
  [5, text('name')],
  [7, time('startTimeUnixNano')],
  [8, time('endTimeUnixNano')],
  [9, attributes],
  [11, list(nested('events', () => EVENT))],
  [15, nested('status', () => STATUS)],
])
const SCOPE_SPANS: Message = new Map([[2, list(nested('spans', () => SPAN))]])
const RESOURCE: Message = new Map([[1, attributes]])
const RESOURCE_SPANS: Message = new Map([
  [1, nested('resource', () => RESOURCE)],
  [2, list(nested('scopeSpans', () => SCOPE_SPANS))],
])
const REQUEST: Message = new Map([[1, list(nested('resourceSpans', () => RESOURCE_SPANS))]])
