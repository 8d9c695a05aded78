import { useEffect, useState } from 'preact/hooks'

import { PasswordField } from './PasswordField.tsx'
import { changePassword, currentAccount, signOut } from './session.ts'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

/** One's own account: another password, and the way out of every browser. */
export function AccountPage() {
  const account = currentAccount()
  useEffect(() => {
    document.title = 'Account · Casefile'
  }, [])

  if (!account) {
    return (
      <main class="notice card">
        <h1>Nobody is signed in</h1>
        <p>
          This collector has no owner, so its inbox opens on its own machine without a password. To
          own it, run <code>casefile-server owner --email you@example.com</code>
        </p>
      </main>
    )
  }
  return (
    <main class="account-page">
      <h1>Account</h1>
      <p class="secondary captured">Signed in as {account.email}</p>
      <PasswordForm email={account.email} />
      <SignOutEverywhere />
    </main>
  )
}

function PasswordForm({ email }: { email: string }) {
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [changed, setChanged] = useState(false)
  const [status, submit] = useSubmit(
    () => changePassword({ currentPassword, newPassword }),
    () => {
      setCurrent('')
      setNew('')
      setChanged(true)
    },
  )

  return (
    <section class="card" aria-labelledby="password-heading">
      <h2 id="password-heading">Change the password</h2>
      <form onSubmit={submit} onInput={() => setChanged(false)}>
        {/* Password managers look for the account that a password belongs to. */}
        <input type="text" name="username" autocomplete="username" value={email} hidden readOnly />
        <PasswordField
          label="Current password"
          name="current-password"
          value={currentPassword}
          onInput={setCurrent}
        />
        <PasswordField
          label="New password"
          name="new-password"
          value={newPassword}
          onInput={setNew}
        />
        <SubmitButton status={status} label="Change the password" busyLabel="Changing…" />
        <p role="status">
          {changed && 'The password is changed. Every other browser was signed out.'}
        </p>
      </form>
    </section>
  )
}

function SignOutEverywhere() {
  const [status, submit] = useSubmit(
    () => signOut({ everywhere: true }),
    () => {},
  )
  return (
    <section class="card" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">Sign out everywhere</h2>
      <form onSubmit={submit}>
        <p>Ends the session of every browser, this one too.</p>
        <SubmitButton status={status} label="Sign out everywhere" busyLabel="Signing out…" quiet />
      </form>
    </section>
  )
}
