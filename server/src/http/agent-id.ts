import { createHash } from 'node:crypto'

/** Chosen once for good: another would give every agent another id. */
const NAMESPACE = Buffer.from('8f1d7c5e1b3a4d0f9a6e2c4b7d905311', 'hex')

/**
 * The UUID by which an API knows an agent. Runs say an agent's name and nothing else, so its id is
 * made from the name (version 5 of RFC 9562): the same name is the same agent, in every collector.
 */
export function agentIdOf(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
