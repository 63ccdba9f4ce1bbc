// @ts-check
/**
 * The shapes that the other files speak of. Types alone, which no page loads: they stand here so that pages load less.
 * Answers come from app/domains/pickup/availability-answer.ts and app/server/answer-stores.server.ts
 *
 * @typedef {"here" | "transfer" | "none" | "unknown"} State
 * @typedef {number | "low" | "plenty" | null} Count
 * @typedef {Record<string, string>} Words
 * @typedef {"offline" | "failed" | null} Trouble
 *
 * @typedef {object} Store
 * @property {string} id
 * @property {string} name
 * @property {State} state
 * @property {Count} count
 * @property {string | null} ready local time with offset
 * @property {string | null} zone
 * @property {number | null} knownAt ms
 * @property {State | null} lastKnown
 *
 * @typedef {object} Answer GET /proxy/availability, and each event of /stream
 * @property {string} variant
 * @property {"in-step" | "behind" | "unknown"} freshness
 * @property {Store[]} stores
 * @property {string | null} stream
 *
 * @typedef {object} ListedStore one store of GET /proxy/stores
 * @property {string} id
 * @property {string} name
 * @property {string} address
 * @property {State} state
 * @property {Count} count
 * @property {string | null} ready
 * @property {string | null} zone
 * @property {number | null} distanceKm
 *
 * @typedef {object} View what the block says
 * @property {State | "wait"} tone
 * @property {string} state
 * @property {string} promise
 * @property {string} freshness
 */
// oxlint-disable-next-line unicorn/require-module-specifiers -- without it this is no module, and names no types
export {};
