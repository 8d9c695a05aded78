/** A browser as a row needs it. What an engine cannot do, it does not have. */
export interface Engine {
  open(url: string): Promise<Tab>
  /** Ends all processes of the browser at once, and starts it again on the same profile. */
  restartKilled?(): Promise<void>
  /** Leaves an origin that much room for everything it stores. */
  limitStorage?(origin: string, bytes: number): Promise<void>
  close(): Promise<void>
}

export interface Tab {
  /** Runs an expression in the page; a promise is waited for. Values travel as JSON. */
  run<Result = void>(expression: string): Promise<Result>
  /** As a person closes it: the page hears of it. */
  close(): Promise<void>
  /** Ends the page's process; the page hears nothing. */
  crash?(): Promise<void>
}
