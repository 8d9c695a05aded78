import { html } from '../html.mjs'

/**
 * The assistant's button and panel, on every page; shown by its script. `agentModule` is the address of
 * `casefile/agent`, if the shop runs with Casefile.
 */
export const assistant = (agentModule) => html`
  <button class="ask" type="button" aria-expanded="false" aria-controls="assistant" data-ask hidden>
    Ask Wren
  </button>
  <section
    class="assistant"
    id="assistant"
    role="dialog"
    aria-labelledby="assistant-title"
    data-assistant
    ${agentModule && html`data-agent-module="${agentModule}"`}
    hidden
  >
    <div class="assistant-head">
      <div>
        <h2 id="assistant-title">Wren</h2>
        <p class="hint">Coffee, gear, your cart, your orders</p>
      </div>
      <button class="quiet" type="button" data-close-assistant>Close</button>
    </div>
    <div class="messages" role="log" aria-label="Conversation" tabindex="0" data-messages></div>
    <div class="suggestions" data-suggestions>
      ${[
        'Which coffees taste of fruit?',
        'Is the hand grinder in stock?',
        'Add two Field Notes to my cart',
        'Where is my order?',
      ].map((text) => html`<button class="chip" type="button">${text}</button>`)}
    </div>
    <form data-ask-form>
      <label class="visually-hidden" for="assistant-question">Your question</label>
      <input
        id="assistant-question"
        name="question"
        maxlength="300"
        autocomplete="off"
        placeholder="Ask Wren something"
      />
      <button class="primary" type="submit">Ask</button>
    </form>
  </section>
`
