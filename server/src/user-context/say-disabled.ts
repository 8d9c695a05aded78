import type { CaptureSwitchStore } from '../storage/meta/capture-switch-store.ts'

/** What tells a page that it is to stop capturing, to be spread into an answer. */
export async function sayDisabled(
  meta: CaptureSwitchStore,
  projectId: string,
): Promise<{ disabled?: true }> {
  // Read each time, by the primary key: the command line switches it beside a running collector.
  return (await meta.captureOffSince(projectId)) === null ? {} : { disabled: true }
}
