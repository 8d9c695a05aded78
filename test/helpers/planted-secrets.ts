import fc from 'fast-check'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const ALPHANUMERIC = `${LETTERS}${LETTERS.toUpperCase()}0123456789`

const letters = (length: number, alphabet = ALPHANUMERIC) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length })

/** A number of this pattern (`#` any digit) whose last digit makes it pass Luhn. */
const card = (pattern: string) =>
  letters(pattern.length, '0123456789').map((digits) => {
    const drawn = pattern.replace(/#/g, (_, at: number) => digits.charAt(at))
    return [...'0123456789']
      .map((check) => drawn.replace(/\?$/, check))
      .find((number) => passesLuhn(number.replace(/\D/g, '')))!
  })

function passesLuhn(digits: string): boolean {
  const values = [...digits].reverse().map((digit, index) => Number(digit) * (1 + (index % 2)))
  return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0
}

/** Secret by their own look, wherever they stand as a word of their own. */
const LOOKING = {
  jwt: fc
    .tuple(letters(30), letters(43))
    .map(([claims, signature]) => `eyJhbGciOiJIUzI1NiJ9.eyJ${claims}.${signature}`),
  card: card('4##############?'),
  spacedCard: card('5### #### #### ###?'),
  hyphenedCard: card('4###-####-####-###?'),
  amex: card('37## ###### ####?'),
  email: fc
    .tuple(letters(9, LETTERS), letters(7, LETTERS))
    .map(([name, host]) => `${name}.x+y@${host}.example.com`),
  openAi: letters(30).map((id) => `sk-proj-${id}7`),
  stripe: letters(24).map((id) => `sk_live_${id}7`),
  gitHub: letters(36).map((id) => `ghp_${id}7`),
  aws: letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567').map((id) => `AKIA${id}`),
  google: letters(35).map((id) => `AIza${id}`),
  slack: letters(20, '0123456789').map((id) => `xoxb-${id}`),
  projectKey: letters(24).map((id) => `uc_sk_${id}7`),
}

/**
 * - `looking`: by kind, secret by their own look
 * - `keyed`: secret only beside a name that says so
 * - `wild`: a password of any characters
 * - `word`: no secret at all, but what stands where nothing is read
 */
export interface PlantedSecrets {
  looking: { [Kind in keyof typeof LOOKING]: string }
  keyed: string
  wild: string
  word: string
}

export const plantedSecrets: fc.Arbitrary<PlantedSecrets> = fc.record({
  looking: fc.record(LOOKING),
  keyed: letters(14).map((id) => `hush${id}`),
  wild: fc
    .string({
      unit: fc.constantFrom(...ALPHANUMERIC, ...' "\'\\&<>;=%@ß'),
      minLength: 12,
      maxLength: 24,
    })
    .map((middle) => `Wq${middle}7z`),
  word: letters(14, LETTERS).map((id) => `qz${id}`),
})

/** Every form in which one of them could have been written down. */
export function formsOf({ looking, keyed, wild, word }: PlantedSecrets): string[] {
  const secrets = [...Object.values(looking), keyed, wild, word]
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    secret.replace(/[@.+]/g, '\\$&'),
    secret.replace(/[@.+]/g, '\\\\$&'),
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  ])
  const digits = [looking.card, looking.spacedCard, looking.hyphenedCard, looking.amex]
  // The signature alone would be worth something as well.
  const parts = [
    ...digits.map((number) => number.replace(/\D/g, '')),
    ...looking.jwt.split('.').slice(1),
  ]
  return [...new Set([...forms, ...parts])]
}
