/** Who answers tickets; the first of them is the one signed in. */
export const AGENTS = [
  { id: 'mara', name: 'Mara Lind' },
  { id: 'tomas', name: 'Tomas Berg' },
  { id: 'ines', name: 'Inês Duarte' },
]
