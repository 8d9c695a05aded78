import { type Component, h, type ComponentChild, type FunctionComponent } from 'preact'

/** Draws again only when a prop is another value. Preact has this in its React layer only. */
export function memo<Props extends object>(
  draw: FunctionComponent<Props>,
): (props: Props) => ComponentChild {
  return function Memo(this: Component<Props>, props: Props) {
    this.shouldComponentUpdate = (next) => differ(this.props, next)
    return h(draw, props)
  }
}

function differ(before: object, next: object): boolean {
  const old = new Map(Object.entries(before))
  const now = Object.entries(next)
  return old.size !== now.length || now.some(([name, value]) => old.get(name) !== value)
}
