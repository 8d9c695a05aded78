import type { KeyKind } from '../../keys/key-kinds.ts'

/** Shows a key that was just made, the only time that a secret one can be seen. */
export function printNewKey(
  made: { kind: KeyKind; key: string; projectId: string; project: string } & { more?: string },
  { json }: { json: boolean },
): void {
  const { kind, key, projectId, project, more } = made
  if (json) {
    console.log(JSON.stringify({ projectId, kind, key }))
    return
  }
  const once = kind === 'capture' ? '' : ' It is secret and shown only now.'
  console.log(`${key}\n\nA ${kind} key of ${project}.${once}${more ? `\n${more}` : ''}`)
}
