/** Whether the SDKs of a project's pages are to capture at all. */
export interface CaptureSwitchStore {
  /** Since when capture is switched off; null while it is on, as it is at first. */
  captureOffSince(projectId: string): Promise<number | null>
  /** Switches it off, as of that moment, or with null on. */
  switchCapture(projectId: string, offSince: number | null): Promise<void>
}
