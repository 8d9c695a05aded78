import { useState } from 'preact/hooks'

import { navigate } from '../../routes.ts'
import { removeOwnPattern, saveOwnPattern } from './pattern-api.ts'
import {
  EMPTY_DRAFT,
  faultOf,
  MOST_DESCRIPTION,
  MOST_EXAMPLES,
  MOST_FILTERS,
  MOST_NAME,
  type PatternDraft,
  slugOf,
  toDraft,
  toPattern,
} from './pattern-draft.ts'
import { LinesField } from './LinesField.tsx'
import type { OwnPattern } from './pattern-types.ts'

interface Props {
  projectId: string
  pattern: OwnPattern | undefined
  /** Slugs that are in use. */
  taken: readonly string[]
  /** Of a pattern's page; without a slug of all patterns. */
  hrefOf: (slug?: string) => string
}

type Saving = { step: 'editing' } | { step: 'saving' } | { step: 'failed'; reason: string }

export function PatternForm({ projectId, pattern, taken, hrefOf }: Props) {
  const [draft, setDraft] = useState(() => (pattern ? toDraft(pattern) : EMPTY_DRAFT))
  const [saving, setSaving] = useState<Saving>({ step: 'editing' })
  const change = (part: Partial<PatternDraft>) => {
    setDraft({ ...draft, ...part })
    setSaving({ step: 'editing' })
  }

  const attempt = async (act: () => Promise<unknown>, href: string) => {
    setSaving({ step: 'saving' })
    try {
      await act()
      navigate(href)
    } catch (error) {
      setSaving({ step: 'failed', reason: error instanceof Error ? error.message : '' })
    }
  }

  const save = () => {
    const slug = pattern?.slug ?? slugOf(draft.name)
    const isTaken = !pattern && taken.includes(slug)
    const reason = faultOf(draft) ?? (isTaken ? 'There is a pattern of this name.' : undefined)
    if (reason) return setSaving({ step: 'failed', reason })
    const href = draft.enabled ? hrefOf(slug) : hrefOf()
    void attempt(() => saveOwnPattern(projectId, toPattern(slug, draft)), href)
  }
  const remove = () => {
    if (!pattern || !confirm(`Delete the pattern “${pattern.name}” and what it has found?`)) return
    void attempt(() => removeOwnPattern(projectId, pattern.slug), hrefOf())
  }

  return (
    <form
      class="card pattern-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <label>
        <span>Name</span>
        <input
          class="field"
          required
          maxLength={MOST_NAME}
          value={draft.name}
          onInput={({ currentTarget: { value: name } }) => change({ name })}
        />
      </label>
      <label>
        <span>Description</span>
        <textarea
          class="field"
          rows={2}
          maxLength={MOST_DESCRIPTION}
          value={draft.description}
          onInput={({ currentTarget: { value: description } }) => change({ description })}
        />
      </label>
      <fieldset>
        <legend>Seen by</legend>
        <LinesField
          label="Phrases"
          hint="One a line. Any of them, as whole words in any case."
          value={draft.phrases}
          onChange={(phrases) => change({ phrases })}
        />
        <label>
          <span>Look in</span>
          <select
            class="field"
            value={draft.in}
            onChange={({ currentTarget: { value } }) =>
              change({ in: PLACES.find(({ name }) => name === value)?.name ?? 'either' })
            }
          >
            {PLACES.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <LinesField
          label="Examples that show it"
          hint={`One a line, at most ${MOST_EXAMPLES} with those below. What is much like one of them counts.`}
          value={draft.matching}
          onChange={(matching) => change({ matching })}
        />
        <LinesField
          label="Examples that only look like it"
          hint="One a line. What is more like one of these does not count."
          value={draft.notMatching}
          onChange={(notMatching) => change({ notMatching })}
        />
      </fieldset>
      <fieldset>
        <legend>Only runs that</legend>
        <LinesField
          label="Called any of these tools"
          hint="One name a line. Empty: all runs."
          value={draft.anyTools}
          onChange={(anyTools) => change({ anyTools })}
        />
        <LinesField
          label="Called all of these tools"
          hint="One name a line."
          value={draft.allTools}
          onChange={(allTools) => change({ allTools })}
        />
        <LinesField
          label="Have metadata"
          hint={`key=value, one a line, at most ${MOST_FILTERS}. All of them.`}
          value={draft.metadata}
          onChange={(metadata) => change({ metadata })}
        />
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.enabled}
          onChange={({ currentTarget: { checked } }) => change({ enabled: checked })}
        />
        Look for it
      </label>
      {saving.step === 'failed' && (
        <p class="run-message" role="alert">
          {saving.reason || 'It could not be saved.'}
        </p>
      )}
      <div class="form-end">
        {pattern && (
          <button type="button" class="button" disabled={saving.step === 'saving'} onClick={remove}>
            Delete
          </button>
        )}
        <a class="button" href={pattern?.enabled ? hrefOf(pattern.slug) : hrefOf()}>
          Cancel
        </a>
        <button type="submit" class="button primary" disabled={saving.step === 'saving'}>
          {saving.step === 'saving' ? 'Saving…' : 'Save'}
        </button>
      </div>
    </form>
  )
}

const PLACES = [
  { name: 'either', label: 'Prompt and answer' },
  { name: 'prompt', label: 'Prompt' },
  { name: 'response', label: 'Answer' },
] as const
