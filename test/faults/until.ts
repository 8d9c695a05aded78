const DEADLINE = 20_000
const INTERVAL = 100

/** Asks until the answer is yes, for 20 seconds at most; what counts afterwards is counted anew. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE
  while (!(await isSo()) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL))
  }
}
