import { useEffect, useState } from 'preact/hooks'

import { EmailField } from './EmailField.tsx'
import { InsecureNote } from './InsecureNote.tsx'
import { PasswordField } from './PasswordField.tsx'
import { currentAccount, readState, signIn } from './session.ts'
import { SessionCard } from './SessionCard.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

/** Asks who it is, in place of the page that was wanted; that one follows. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const [before] = useState(currentAccount)
  const [email, setEmail] = useState(before?.email ?? '')
  const [password, setPassword] = useState('')
  const [status, submit] = useSubmit(() => signIn({ email, password }), onSignedIn)
  useSignInElsewhere(onSignedIn)

  return (
    <SessionCard title="Sign in to the inbox">
      <form onSubmit={submit}>
        {before && <p>Your session has ended. Sign in again to go on where you were.</p>}
        <InsecureNote />
        <EmailField value={email} onInput={setEmail} />
        <PasswordField
          label="Password"
          name="current-password"
          value={password}
          onInput={setPassword}
        />
        <SubmitButton status={status} label="Sign in" busyLabel="Signing in…" />
      </form>
      <details class="session-help">
        <summary>I cannot sign in</summary>
        <p>On the collector’s machine, this gives the owner a new password:</p>
        <p>
          <code class="captured">casefile-server owner --email you@example.com</code>
        </p>
      </details>
    </SessionCard>
  )
}

/** Whoever signs in with another tab need not do it here again. */
function useSignInElsewhere(onSignedIn: () => void) {
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return
      const state = await readState().catch(() => undefined)
      if (state?.status === 'signed-in') onSignedIn()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [onSignedIn])
}
