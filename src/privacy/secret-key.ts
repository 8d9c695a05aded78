const SECRET_PARTS =
  /passw|passphrase|passcode|secret|token(?!s)|cookie|csrf|xsrf|credential|authoriz|api[-_]?key|(private|access)[-_]?key|sess(ion)?[-_]?id|card[-_]?n(o|um)/i

/** Too short to be looked for inside other words: `author`, `className`, `dashboard`. */
const SECRET_WORDS =
  /^(pass|pwd|pw|auth|oauth|jwt|bearer|session|sid|card|cvv|cvc|ssn|otp|pin|iban|sig|signature)$/i

/** Whether a field of this name is likely to hold a secret, e.g. `newPassword`, `x-api-key`. */
export function isSecretKey(key: string): boolean {
  if (SECRET_PARTS.test(key)) return true
  const words = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^A-Za-z\d]+/)
  return words.some((word) => SECRET_WORDS.test(word))
}
