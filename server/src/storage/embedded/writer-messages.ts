import type { SetAside } from '../sqlite/set-aside.ts'
import type { Command, Reply, SentError } from './messages.ts'

export type ToWriter = Command | { close: true }

export type FromWriter =
  { ready: true } | { failed: SentError } | { replies: Reply[] } | { setAside: SetAside }
