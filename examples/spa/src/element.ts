type Attributes = Record<string, string | boolean | undefined>
type Child = Node | string | false | undefined

/** A DOM element; `true` sets an empty attribute, `false` and `undefined` leave it out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) created.setAttribute(name, '')
    else if (typeof value === 'string') created.setAttribute(name, value)
  }
  created.append(...children.filter((child) => child !== false && child !== undefined))
  return created
}
