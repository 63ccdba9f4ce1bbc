import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "../services.server.ts";
import { answerAvailability } from "./answer-availability.server.ts";
import { answerHealth, answerReadiness } from "./health.server.ts";
import { answerStores } from "./answer-stores.server.ts";
import { answerPickupPage, answerPickupState } from "./pickup-page/answer-pickup-page.server.ts";
import { streamAvailability } from "./stream-availability.server.ts";
import { streamPickups } from "./stream-pickups.server.ts";
import { takeWebhook } from "./take-webhook.server.ts";

/** A hot or streaming endpoint as a plain Node handler: door → parse → one use case → answer. */
export type PlainHandler = (
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void> | void;

/** Method and path; everything that is not here goes to Remix. */
export const PLAIN_ROUTES: Record<string, PlainHandler> = {
  "GET /healthz": answerHealth,
  "GET /readyz": answerReadiness,
  "POST /webhooks": takeWebhook,
  "GET /proxy/availability": answerAvailability,
  "GET /proxy/stores": answerStores,
  "GET /proxy/pickup": answerPickupPage,
  "GET /proxy/pickup/state": answerPickupState,
  "GET /stream": streamAvailability,
  "GET /app-stream": streamPickups,
};
