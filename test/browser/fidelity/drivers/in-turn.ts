import type { Driver } from './driver.ts'

/** Opens an address in one tab. */
export type Open = (url: string) => Promise<unknown>

/** Lets visits wait for a tab. Tabs share no storage, so that visits do not meet in it. */
export function inTurn(tabs: readonly Open[]): Driver['visit'] {
  const free = [...tabs]
  const waiting: ((open: Open) => void)[] = []

  return async (url, told) => {
    const open = free.pop() ?? (await new Promise<Open>((resolve) => waiting.push(resolve)))
    try {
      await open(url)
      return await told
    } finally {
      const next = waiting.shift()
      if (next) next(open)
      else free.push(open)
    }
  }
}
