/** Said before a password is typed where others can read it on its way. */
export function InsecureNote() {
  if (isSecureContext) return null
  return (
    <p class="session-insecure">
      This address is not encrypted: what you type and see can be read on its way. Put https in
      front of the collector, or use an SSH tunnel.
    </p>
  )
}
