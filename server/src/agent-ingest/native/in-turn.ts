/** One after the other for the same name, side by side for different ones. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

export function createInTurn(): InTurn {
  const latest = new Map<string, Promise<unknown>>()

  return (name, work) => {
    const result = (latest.get(name) ?? Promise.resolve()).then(work, work)
    latest.set(name, result)
    const forget = () => {
      if (latest.get(name) === result) latest.delete(name)
    }
    result.then(forget, forget)
    return result
  }
}
