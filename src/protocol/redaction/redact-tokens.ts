export const REDACTED = '[redacted]'

/**
 * Each pattern starts with something that cannot occur inside its own repetition, or has an
 * upper bound, so that no input makes it scan the same stretch again and again.
 */
const USER_INFO = /:\/\/[^\s/?#"'<>]+@/g
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g
/** The second half leaves prose alone: "bearer of news", "Basic authentication". */
const AUTH_SCHEME =
  /\b((?:[Bb]earer|[Bb]asic)\s{1,4})(?=[^\s\dA-Z=]{0,40}[\dA-Z=]|\S{16})[\w.~+/=-]{6,}/g
const VENDOR_KEY =
  /\b(?:(?:sk|[rs]k_(?:live|test)|gh[pousr]|github_pat|glpat|whsec|xox[a-z]|xapp|uc_sk|npm|hf|shp(?:at|ca|pa|ss)|dop_v1|lin_api|dckr_pat|pypi)[-_](?=[\w-]{0,40}\d)[\w-]{12,}|(?:AKIA|ASIA|AIza|ATATT|tcc_key|tcc_prod|ya29\.|SG\.)[\w.-]{12,})/g
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?/g
/** In one run or in groups; behind a point it is a fraction. */
const CARD =
  /(^|[^\d.]|\D\.)([2-6]\d{3}([ \xa0-]?)\d{4}\3\d{4}\3\d{4}|3\d{3}([ \xa0-]?)\d{6}\4\d{4,5}|[2-6]\d{12,18}|6\d{5} \d{13})( \d{3})?(?!\d)/g
/** Not `icon@2x.png`. */
const EMAIL =
  /(^|[\s@,;:"'`<>()[\]{}=&?#/\\|])[^\s@,;:"'`<>()[\]{}=&?#/\\|]+?(?:@|%40)(?!\dx\.)[\p{L}\d_-]+(?:\.[\p{L}\d_-]+)*\.\p{L}{2,}/gu

/** Takes out what is secret by its own look: keys, JWTs, e-mail addresses, card numbers. */
export function redactTokens(text: string): string {
  return text
    .replace(USER_INFO, `://${REDACTED}@`)
    .replace(EMAIL, `$1${REDACTED}`)
    .replace(JWT, REDACTED)
    .replace(AUTH_SCHEME, `$1${REDACTED}`)
    .replace(VENDOR_KEY, REDACTED)
    .replace(PRIVATE_KEY, REDACTED)
    .replace(CARD, (match: string, before: string, card: string, ...[, , more = '']: string[]) => {
      if (more && passesLuhn(card + more)) return before + REDACTED
      return passesLuhn(card) ? before + REDACTED + more : match
    })
}

/** The check digit that every payment card number carries. */
function passesLuhn(card: string): boolean {
  const digits = card.replace(/\D/g, '')
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
