import { PICTURE_MARK } from './safe-attributes.ts'
import { REMOVED_TAG } from './safe-node.ts'

const PICTURE = encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90" viewBox="0 0 120 90"><rect width="120" height="90" fill="#8b93a3" fill-opacity=".18"/><path d="M46 58l10-12 7 8 5-5 8 9z" fill="none" stroke="#8b93a3" stroke-opacity=".7" stroke-width="2" stroke-linejoin="round"/></svg>`,
)

/** What the replayed page gets on top: quiet stand-ins for what is not shown. */
export const placeholderRules = [
  `img[${PICTURE_MARK}] { content: url("data:image/svg+xml,${PICTURE}"); object-fit: cover; }`,
  `video[${PICTURE_MARK}], input[${PICTURE_MARK}], ${REMOVED_TAG} { background: rgb(139 147 163 / 18%); }`,
  `${REMOVED_TAG} { display: inline-block; }`,
  `head ${REMOVED_TAG}, noscript { display: none; }`,
  `[data-casefile-block] { background: repeating-linear-gradient(-45deg, rgb(139 147 163 / 12%) 0 6px, rgb(139 147 163 / 24%) 6px 12px) !important; }`,
  `[data-casefile-widget] { visibility: hidden !important; }`,
]
