import { nullableText } from './fields.ts'

/** Whom a run or session belongs to, in the sender's own ids. */
export const ownerFields = {
  external_user_id: nullableText,
  external_user_name: nullableText,
  external_org_id: nullableText,
  external_org_name: nullableText,
}
