/**
 * Whether a text could hold anything that `redactText`, `redactUrl` or `redactName` take out. Most
 * texts hold nothing, and need no closer look. A sign too many costs time, a sign too few leaves a
 * secret where it is; a test holds this against the three.
 */
export function mayHoldSecret(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    (MARK.test(text) ||
      VENDOR_KEY.test(text) ||
      (DIGITS.test(text) && CARD.test(text)) ||
      (SEPARATOR.test(text) && SECRET_NAME.test(text)) ||
      hasRandomRun(text))
  )
}

// Each by itself: together they would be one pattern with no start that is quick to look for.

/** `pw=x` */
const SHORTEST = 4

/** In an address a plus stands for a space, and a percent sign for anything. */
const MARK =
  /@|%[\da-fA-F]{2}|eyJ[\w-]{8}|-----BEGIN|[Bb](?:earer|asic)[\s+]|\b(?:AKIA|ASIA|AIza|ATATT|tcc_key|tcc_prod|ya29\.|SG\.)[\w.-]{12}/
const VENDOR_KEY =
  /\b(?:sk|[rs]k_(?:live|test)|gh[pousr]|github_pat|glpat|whsec|xox[a-z]|xapp|uc_sk|npm|hf|shp(?:at|ca|pa|ss)|dop_v1|lin_api|dckr_pat|pypi)[-_][\w-]{12}/
/** In every card number, in few other texts, and quick to look for. */
const DIGITS = /\d{4}/
/** In groups of four, in the groups of American Express, in six and thirteen. */
const CARD =
  /[2-6]\d{3}[ \xa0+-]?\d{4}[ \xa0+-]?\d{4}|3\d{3}[ \xa0+-]\d{6}[ \xa0+-]\d{4}|6\d{5}[ +]\d{13}/

/** Before every value that is a secret only by its name; nearly every text with an address has another. */
const SEPARATOR = /(?<!(?<![\w-])https?)[=:]/
const SECRET_NAME = new RegExp(
  `(?:${anyCase(
    'pass(?:w|phrase|code)|secret|token(?!s)|cookie|csrf|xsrf|credential|authoriz' +
      '|(?:api|private|access)[^A-Za-z0-9]*key|sess(?:ion)?[^A-Za-z0-9]*id|card[^A-Za-z0-9]*n(?:o|um)',
  )}|(?:${anyCase(
    'pass|pwd|pw|o?auth|jwt|bearer|session|sid|card|cv[vc]|ssn|otp|pin|iban|sig|signature',
  )})(?![a-z0-9]))` +
    // The rest of a name is of few kinds of characters in a text, and of nearly all in an address.
    '(?:[\\w-]{0,40}["\'`\\]\\\\]{0,9}[\\s+]{0,4}[=:]|[^\\s/?&;#=]{0,60}=|[\\w-]{41}|[^\\s/?&;#=]{61})',
)

/** From this length on letters of both cases and digits make no word, see `redactName`. */
const RUN = 24
const HEX_RUN = 32

/** Looks at few characters only: a run that is long enough lies over one of every 24 places. */
function hasRandomRun(text: string): boolean {
  for (let place = RUN - 1; place < text.length;) {
    let start = place
    while (start >= 0 && isLetterOrDigit(text.charCodeAt(start))) start -= 1
    let end = place
    while (end < text.length && isLetterOrDigit(text.charCodeAt(end))) end += 1
    const length = end - start - 1
    if (length >= HEX_RUN || (length >= RUN && isMixed(text, start + 1, end))) return true
    // Nothing that starts in here is longer; what starts behind it is long enough only from there.
    place = end + RUN
  }
  return false
}

function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || (lower >= 0x30 && lower <= 0x39)
}

function isMixed(text: string, start: number, end: number): boolean {
  let kinds = 0
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    kinds |= code < 0x41 ? 1 : code < 0x61 ? 2 : 4
  }
  return kinds === 7
}

/** A flag would be wrong: where a name's next word begins, its case tells. */
function anyCase(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|\(\?!s\)|[a-z]/g, (part) => {
    if (part === '[vc]') return '[vVcC]'
    return part.length > 1 ? part : `[${part}${part.toUpperCase()}]`
  })
}
