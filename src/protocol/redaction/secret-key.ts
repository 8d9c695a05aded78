/** The second half is too short to be looked for inside other words: `author`, `className`. */
const SECRET =
  /passw|passphrase|passcode|secret|token(?!s)|cookie|csrf|xsrf|credential|authoriz|api_?key|(private|access)_?key|sess(ion)?_?id|card_?n(o|um)|(^|_)(pass|pwd|pw|o?auth|jwt|bearer|session|sid|card|cv[vc]|ssn|otp|pin|iban|sig|signature)(_|$)/i

/** Whether a field of this name is likely to hold a secret, e.g. `newPassword`, `x-api-key`. */
export function isSecretKey(key: string): boolean {
  return SECRET.test(key.replace(/([a-z\d])(?=[A-Z])|[^A-Za-z\d]+/g, '$1_'))
}
