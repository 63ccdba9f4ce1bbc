/** The messages that Sambung sends by itself. Each has a template per language and a switch. */
export const MESSAGE_KINDS = ["pickup-ready"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
