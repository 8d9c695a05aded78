/** Asks again until it is so, or two seconds have gone. */
export async function until(isSo: () => unknown): Promise<boolean> {
  for (let asked = 0; asked < 100; asked += 1) {
    if (await isSo()) return true
    await pause(20)
  }
  return false
}

/** For what must not happen. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => fidelity.setTimeout(() => resolve(), milliseconds))
}

/** The next event of that type. */
export function next<E extends Event>(target: EventTarget, type: string): Promise<E> {
  return new Promise((resolve) =>
    target.addEventListener(type, (event) => resolve(event as E), { once: true }),
  )
}
