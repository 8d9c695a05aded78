import { scenarios } from '../scenarios/all.ts'

const { group, name } = fidelity.settings
scenarios[group]?.[name]?.before?.()
