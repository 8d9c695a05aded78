// Preloaded as a control: calls out from every thread and process. Nobody listens there, and the
// address is this machine's own.
fetch('http://127.0.0.2:4099/').catch(() => {})
