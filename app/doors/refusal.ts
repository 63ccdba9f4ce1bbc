/** Every reason for which a door turns someone away: what the machine is told (status, reason) and what a person reads. */
export const REFUSALS = {
  "method-not-allowed": { status: 405, text: "This address does not take that kind of request." },
  "signature-missing": { status: 401, text: "The request is not signed." },
  "signature-wrong": { status: 401, text: "The signature does not fit the request." },
  "request-stale": { status: 401, text: "The request is too old. Reload the page and try again." },
  "headers-missing": { status: 400, text: "The request lacks headers that Shopify always sends." },
  "parameter-wrong": { status: 400, text: "A value in the address is missing or not of its form." },
  "body-too-large": { status: 413, text: "The request is larger than this address takes." },
  "body-truncated": { status: 400, text: "The request ended before it was complete." },
  "body-not-json": { status: 400, text: "The request is not well-formed JSON." },
  "shop-unknown": { status: 404, text: "This shop has not installed Sambung." },
  "token-wrong": { status: 401, text: "This link is not valid, or no longer. Reload the page." },
  "not-found": { status: 404, text: "There is nothing at this address." },
  "too-many-requests": { status: 429, text: "Too many requests. Wait a moment and try again." },
  "not-ready": { status: 503, text: "Sambung is starting. Try again in a few seconds." },
  "internal-error": {
    status: 500,
    text: "Something went wrong on our side. It has been logged; please try again.",
  },
} as const satisfies Record<string, { status: number; text: string }>;

export type RefusalReason = keyof typeof REFUSALS;
