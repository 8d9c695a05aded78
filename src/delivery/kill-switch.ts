import { setSwitchedOff } from '../browser/switched-off.ts'
import type { Key, Store } from '../buffer/store.ts'
import type { Answer } from './collector.ts'
import type { RemoteSession } from './remote-sessions.ts'

/** When pages ask again, between these, so that they do not all ask at once. Milliseconds. */
const SOONEST = 5 * 60_000
const LATEST = 15 * 60_000

export interface KillSwitchOptions {
  project: string
  endpoint: string
  store: Store
  /** Stop capturing on this page, and forget what was captured. */
  onDisabled(): void
}

/** What the collector has said about capture as such: that it is switched off, if it is. */
export interface KillSwitch {
  /** Heeds what an answer says; true when capture is off. */
  heeds(answer: Answer, session: RemoteSession): boolean
  turnOff(): void
  /** Turns off when another tab was told so lately. */
  check(): Promise<boolean>
}

export function createKillSwitch(options: KillSwitchOptions): KillSwitch {
  const { project, endpoint, store, onDisabled } = options
  const key: Key = ['off', project, endpoint]

  const turnOff = (until: number) => {
    // For the tab's next pages, which then do not even begin.
    setSwitchedOff(project, until)
    onDisabled()
  }

  const turnOffNow = () => {
    const until = Date.now() + SOONEST + (LATEST - SOONEST) * Math.random()
    turnOff(until)
    void store.write([{ put: key, value: until }]).catch(() => {})
  }

  return {
    heeds({ body }, { extensions }) {
      const isOff = extensions.includes('disabled') && saysDisabled(body)
      if (isOff) turnOffNow()
      return isOff
    },

    turnOff: turnOffNow,

    async check() {
      const [record] = await store.list(key, 1)
      const left = (record?.value as number) - Date.now()
      const isOff = left > 0 && left < LATEST
      if (isOff) turnOff(record!.value as number)
      return isOff
    },
  }
}

/** Beside the documented fields, and there only while capture is off. */
export function saysDisabled(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'disabled' in body && body.disabled === true
}
