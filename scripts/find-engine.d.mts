export function findEngine(name: 'firefox' | 'webkit' | 'minibrowser' | 'xvfb'): string
