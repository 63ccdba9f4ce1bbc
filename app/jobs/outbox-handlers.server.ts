import type { OutboxHandler } from "./handler.ts";
import { handOverJob } from "./hand-over.server.ts";
import { lookAgain } from "./look-again.server.ts";
import { markReadyJob } from "./mark-ready.server.ts";
import { readOrderJob } from "./read-order.server.ts";
import { sendPickupReadyMail } from "./send-pickup-ready-mail.server.ts";
import { setLocalPickup } from "./set-local-pickup.server.ts";
import { startImport } from "./start-import.server.ts";

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
