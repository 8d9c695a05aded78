import { beforeAll } from 'vitest'

import { startCollector, type RunningCollector } from './start-collector.ts'

/** One collector for all tests of a file. Each test makes sessions of its own in it. */
export function useCollector(): () => RunningCollector {
  let collector: RunningCollector | undefined

  beforeAll(async () => {
    const cleanUps: (() => Promise<void>)[] = []
    const cleanUp = async () => {
      for (const each of cleanUps.reverse()) await each()
    }
    try {
      collector = await startCollector({ onFinished: (each) => cleanUps.push(each) })
    } catch (error) {
      await cleanUp()
      throw error
    }
    return cleanUp
  })

  return () => {
    if (!collector) throw new Error('The collector is there within tests only')
    return collector
  }
}
