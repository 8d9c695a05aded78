import { useState } from 'preact/hooks'

import { useLive } from '../live.ts'
import { hrefTo } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { EmailField } from './EmailField.tsx'
import { InsecureNote } from './InsecureNote.tsx'
import { PasswordField } from './PasswordField.tsx'
import { readState, setUp } from './session.ts'
import { SessionCard } from './SessionCard.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

const INBOX = hrefTo({ page: 'issues' }, new URLSearchParams())

/** Where the address that the start of a collector prints leads: whoever has it becomes the owner. */
export function SetUpPage({ onDone }: { onDone: () => void }) {
  const [state, retry] = useLive({
    key: 'session',
    load: readState,
    nextAfter: () => undefined,
  })
  const token = location.hash.slice(1)

  if (state.status === 'loading')
    return <Skeleton widths={[30, 60, 60]} label="Opening the set-up" />
  if (state.status === 'failed') {
    return (
      <ErrorNotice title="The set-up could not be opened" error={state.error} onRetry={retry} />
    )
  }
  const { status } = state.data
  if (status === 'signed-in' || status === 'signed-out') return <OwnedAlready />
  return token === '' ? <NoToken /> : <OwnerForm token={token} onDone={onDone} />
}

function OwnerForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [status, submit] = useSubmit(() => setUp({ token, email, password }), onDone)

  return (
    <SessionCard title="Make this inbox yours">
      <p>
        You become its owner: from then on only you can see what people report, on the collector’s
        own machine too.
      </p>
      <form onSubmit={submit}>
        <InsecureNote />
        <EmailField value={email} onInput={setEmail} />
        <PasswordField
          label="Password"
          name="new-password"
          value={password}
          onInput={setPassword}
        />
        <SubmitButton status={status} label="Become the owner" busyLabel="Making the account…" />
      </form>
    </SessionCard>
  )
}

function OwnedAlready() {
  return (
    <SessionCard title="This inbox has an owner">
      <p>The set-up is done, and its address opens nothing any more.</p>
      <a class="button primary" href={INBOX}>
        To the inbox
      </a>
    </SessionCard>
  )
}

function NoToken() {
  return (
    <SessionCard title="The address is not whole">
      <p>
        The part after <code>set-up#</code> is missing. The whole address stands where the collector
        was started; each start prints a new one.
      </p>
    </SessionCard>
  )
}
