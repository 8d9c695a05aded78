import { hrefTo } from '../routes.ts'
import { Icon } from '../ui/Icon.tsx'
import { currentAccount, signOut } from './session.ts'

/** Who is signed in, and the way out; nothing while nobody has to sign in. */
export function AccountLinks({ query, current }: { query: URLSearchParams; current: boolean }) {
  const account = currentAccount()
  if (!account) return null

  return (
    <div class="account-links">
      <a
        href={hrefTo({ page: 'account' }, query)}
        aria-current={current ? 'page' : undefined}
        title={`Account of ${account.email}`}
      >
        <Icon name="person" />
        <span class="one-line">{account.email}</span>
      </a>
      <button
        type="button"
        class="button quiet only-icon"
        title="Sign out"
        aria-label="Sign out"
        onClick={() => void signOut({ everywhere: false })}
      >
        <Icon name="leave" />
      </button>
    </div>
  )
}
