import type { OutboxRow } from "../db/outbox.server.ts";
import type { Services } from "../services.server.ts";

/** Does what an intent asks for: one adapter call, then its outcome through a use case. Must be safe to repeat. */
export type OutboxHandler = (services: Services, row: OutboxRow) => Promise<void>;

/** By the intent's kind. */
export const OUTBOX_HANDLERS: Partial<Record<string, OutboxHandler>> = {};
