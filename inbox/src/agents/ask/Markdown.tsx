import type { ComponentChild } from 'preact'
import { useMemo } from 'preact/hooks'

import { shortId } from '../ui/short-id.ts'
import { type Block, type Inline, parseMarkdown } from './parse-markdown.ts'

interface Props {
  markdown: string
  /** The address of what a piece of code names; undefined when it names nothing. */
  hrefOf: (code: string) => string | undefined
}

/** An answer with its paragraphs, lists and tables; all else in it is text. */
export function Markdown({ markdown, hrefOf }: Props) {
  const blocks = useMemo(() => parseMarkdown(markdown), [markdown])
  const write = (content: readonly Inline[]): ComponentChild => content.map(writeInline)
  const writeInline = (part: Inline, key: number): ComponentChild => {
    switch (part.type) {
      case 'text':
        return part.text
      case 'code':
        return <Code key={key} text={part.text} href={hrefOf(part.text)} />
      case 'strong':
        return <strong key={key}>{write(part.content)}</strong>
      case 'emphasis':
        return <em key={key}>{write(part.content)}</em>
    }
  }

  return (
    <div class="markdown">
      {blocks.map((block, key) => (
        <MarkdownBlock key={key} block={block} write={write} />
      ))}
    </div>
  )
}

function Code({ text, href }: { text: string; href: string | undefined }) {
  if (href === undefined) return <code class="captured">{text}</code>
  return (
    <a href={href} title={text}>
      <code>{shortId(text)}</code>
    </a>
  )
}

interface BlockProps {
  block: Block
  write: (content: readonly Inline[]) => ComponentChild
}

function MarkdownBlock({ block, write }: BlockProps) {
  switch (block.type) {
    case 'paragraph':
      return <p class="captured">{write(block.content)}</p>
    case 'code':
      return (
        <pre class="captured" tabIndex={0} aria-label="Code">
          {block.text}
        </pre>
      )
    case 'list': {
      const items = block.items.map((item, key) => (
        <li key={key} class="captured">
          {write(item)}
        </li>
      ))
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return (
        <div class="table-box" tabIndex={0} role="region" aria-label="Table">
          <table>
            <thead>
              <tr>
                {block.head.map((cell, key) => (
                  <th key={key} scope="col">
                    {write(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, key) => (
                <tr key={key}>
                  {row.map((cell, key) => (
                    <td key={key}>{write(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}
