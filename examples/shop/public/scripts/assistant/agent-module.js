/**
 * `casefile/agent`, which the collector serves beside Casefile's script. Rejects in a shop without
 * Casefile.
 */
export const loadAgentModule = () =>
  import(document.querySelector('[data-assistant]').dataset.agentModule)
