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
  /\b(?:(?:sk|[rs]k_(?:live|test)|gh[pousr]|github_pat|glpat|whsec|xox[a-z]|uc_sk)[-_](?=[\w-]{0,40}\d)[\w-]{12,}|(?:AKIA|ASIA|AIza|tcc_key|tcc_prod)[\w-]{12,})/g
const CARD = /^[2-6]\d{12,18}$/
const LONGEST_CARD = 19
/** Digits in groups, as people write card numbers; behind a point they are a fraction. */
const DIGIT_GROUPS = /(\d+\.)?\d+(?:[ -]\d+)*/g
const AT = /@|%40/g
const LOCAL_PART_END = /[\s@,;:"'`<>()[\]{}=&?#/\\|]/
/** Not `icon@2x.png`. */
const EMAIL_DOMAIN = /^(?!\dx\.)[\p{L}\d_-]+(?:\.[\p{L}\d_-]+)*\.\p{L}{2,}/u
const DOMAIN_LENGTH = 255

/** Takes out what is secret by its own look: keys, JWTs, e-mail addresses, card numbers. */
export function redactTokens(text: string): string {
  return redactEmails(text.replace(USER_INFO, `://${REDACTED}@`))
    .replace(JWT, REDACTED)
    .replace(AUTH_SCHEME, `$1${REDACTED}`)
    .replace(VENDOR_KEY, REDACTED)
    .replace(DIGIT_GROUPS, (run: string, point?: string) => (point ? run : redactCards(run)))
}

function redactEmails(text: string): string {
  let redacted = ''
  let done = 0

  for (const { 0: at, index } of text.matchAll(AT)) {
    const from = index + at.length
    const domain = EMAIL_DOMAIN.exec(text.slice(from, from + DOMAIN_LENGTH))
    if (index < done || !domain) continue

    let start = index
    while (start > done && !LOCAL_PART_END.test(text.charAt(start - 1))) start -= 1
    if (start === index) continue
    redacted += text.slice(done, start) + REDACTED
    done = from + domain[0].length
  }

  return redacted + text.slice(done)
}

function redactCards(run: string): string {
  const parts = run.split(/([ -])/)
  let redacted = ''

  // A card number may stand right behind another number: every stretch of groups is tried.
  for (let first = 0; first < parts.length; first += 1) {
    const end = endOfCard(parts, first)
    redacted += end ? REDACTED : parts[first]
    if (end) first = end - 1
  }
  return redacted
}

/** The index behind the card number that begins with the part `first`; 0 when none does. */
function endOfCard(parts: string[], first: number): number {
  let digits = ''
  for (let last = first; last < parts.length && digits.length < LONGEST_CARD; last += 2) {
    digits += parts[last]
    if (CARD.test(digits) && passesLuhn(digits)) return last + 1
  }
  return 0
}

/** The check digit that every payment card number carries. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
