import type { InboxRow } from "../db/inbox.server.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import type { Services } from "../services.server.ts";

/** What follows from a kept delivery: decode it and call one use case. Must be safe to repeat. */
export type InboxHandler = (services: Services, row: InboxRow) => Promise<void>;

/** Does what an intent asks for: one adapter call, then its outcome through a use case. Must be safe to repeat. */
export type OutboxHandler = (services: Services, row: OutboxRow) => Promise<void>;
