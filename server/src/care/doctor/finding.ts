/** What doctor says about one thing it looked at. */
export interface Finding {
  check: string
  /** `attention`: it works, but somebody should act. `broken`: it does not work, or will not. */
  status: 'ok' | 'attention' | 'broken'
  message: string
  /** What to do; always there unless all is well. */
  advice?: string
}

export interface Patient {
  folder: string
  now: number
  /** A collector runs on the folder. */
  isRunning: boolean
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message }
}

export function attention(check: string, message: string, advice: string): Finding {
  return { check, status: 'attention', message, advice }
}

export function broken(check: string, message: string, advice: string): Finding {
  return { check, status: 'broken', message, advice }
}
