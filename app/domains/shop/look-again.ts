import type { Intent } from "../../db/outbox.server.ts";
import type { Millis } from "../kernel/time.ts";

/** One thing of which a delivery told too little, or told it too ambiguously. */
export type Look =
  | { kind: "location"; id: string }
  | { kind: "product"; id: string }
  | { kind: "level"; item: string; location: string }
  | { kind: "customer"; id: string };

/** "Ask Shopify for the truth about this": one question for each time that it came up, told apart by `occasion`. */
export function lookAgain(look: Look, occasion: string, now: Millis): Intent {
  const subject = look.kind === "level" ? `${look.item}:${look.location}` : look.id;
  return {
    kind: "sync.look",
    key: `${look.kind}:${subject}:${occasion}`,
    payload: { ...look },
    notBefore: new Date(now),
  };
}
