import type { MessageKind } from "./message-kind.ts";

/**
 * What became of one intent to send a message. SMTP cannot be asked "did you get it?", so an attempt is recorded before it
 * begins; when nobody recorded how it ended, the outcome stays unknown until a person says "send again" (a new intent).
 */
export const MESSAGE_STATES = [
  "sending",
  "retrying",
  "sent",
  "unknown",
  "failed",
  "not-sent",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How an attempt ended. */
export type SendResult =
  | { state: "sent" }
  /** the mail server did not take it and may take it later */
  | { state: "retrying"; reason: string }
  | { state: "failed"; reason: string }
  /** it may or may not have taken it */
  | { state: "unknown"; reason: string }
  /** we had no need or no way to send it */
  | { state: "not-sent"; reason: NotSentReason };

export type NotSentReason =
  | "no-address"
  | "switched-off"
  | "no-pickup"
  | "pickup-collected"
  | "pickup-cancelled"
  | "pickup-expired"
  | "pickup-not-ready";

/** Which results an attempt may still record. One that was given up as lost may come back and say how it really ended. */
const ENDS: Record<MessageState, readonly SendResult["state"][]> = {
  sending: ["sent", "retrying", "failed", "unknown", "not-sent"],
  unknown: ["sent", "failed", "not-sent"],
  retrying: [],
  sent: [],
  failed: [],
  "not-sent": [],
};

/** The state after an attempt's result; null: it is too late to say so. A lost attempt's "later" is "failed": nobody tries again. */
export function stateAfterResult(
  state: MessageState,
  result: SendResult["state"],
): MessageState | null {
  const end = state === "unknown" && result === "retrying" ? "failed" : result;
  return ENDS[state].includes(end) ? end : null;
}

/** Nothing more happens to it by itself. */
export function isSettled(state: MessageState): boolean {
  return state !== "sending" && state !== "retrying";
}

/** The intent's key for a repetition that a person asked for: "<pickup>" → "<pickup>:2" → "<pickup>:3". The same for both of two clicks. */
export function keyOfRepetition(intentKey: string): string {
  const [, first = intentKey, times = "1"] = /^(.*):(\d+)$/.exec(intentKey) ?? [];
  return `${first}:${Number(times) + 1}`;
}

export interface MessageIntent {
  kind: MessageKind;
  intentKey: string;
  pickupId: string;
}
