import { readStorage, writeStorage } from './page-storage.ts'

const NAME = 'casefile:'

/** Whether the collector has told this tab lately that the project's capture is switched off. */
export function isSwitchedOff(project: string): boolean {
  return (readStorage(NAME + project) as number) > Date.now()
}

/** Remembers it until a moment, epoch milliseconds. */
export function setSwitchedOff(project: string, until: number): void {
  writeStorage(NAME + project, until)
}
