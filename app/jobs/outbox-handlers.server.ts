import type { OutboxRow } from "../db/outbox.server.ts";
import type { Services } from "../services.server.ts";
import { handOverJob } from "./hand-over.server.ts";
import { lookAgain } from "./look-again.server.ts";
import { markReadyJob } from "./mark-ready.server.ts";
import { readOrderJob } from "./read-order.server.ts";
import { sendPickupReadyMail } from "./send-pickup-ready-mail.server.ts";
import { setLocalPickup } from "./set-local-pickup.server.ts";
import { startImport } from "./start-import.server.ts";

/** Does what an intent asks for: one adapter call, then its outcome through a use case. Must be safe to repeat. */
export type OutboxHandler = (services: Services, row: OutboxRow) => Promise<void>;

/** By the intent's kind. */
export const OUTBOX_HANDLERS: Partial<Record<string, OutboxHandler>> = {
  "mail.pickup-ready": sendPickupReadyMail,
  "shopify.hand-over": handOverJob,
  "shopify.mark-ready": markReadyJob,
  "shopify.read-order": readOrderJob,
  "shopify.set-local-pickup": setLocalPickup,
  "sync.import": startImport,
  "sync.look": lookAgain,
};
