/**
 * A strict policy that names one origin beside the shop's own: the collector's, for Casefile's
 * script and for what it sends.
 */
export function securityHeaders(collector) {
  const withCollector = ["'self'", collector && new URL(collector).origin].filter(Boolean).join(' ')
  const policy = [
    "default-src 'none'",
    `script-src ${withCollector}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${withCollector}`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

  return {
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
}
