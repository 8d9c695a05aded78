import Type from 'typebox'

import { refusalsAs } from '../../schemas/error.ts'

export const CompanyErrorSchema = {
  ...Type.Object(
    { error: Type.String({ description: 'What went wrong, for a person.' }) },
    { description: 'What every refusal of the Context Company API looks like.' },
  ),
  $id: 'CompanyError',
}

export const companyRefusals = refusalsAs(CompanyErrorSchema)
