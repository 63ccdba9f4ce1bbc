import type { IncomingMessage, ServerResponse } from "node:http";
import { readRawBody } from "../doors/raw-body.server.ts";
import type { RefusalReason } from "../doors/refusal.ts";
import { admitWebhook, LARGEST_WEBHOOK } from "../doors/shopify-webhook.server.ts";
import type { Services } from "../services.server.ts";
import { answerJson, answerRefusal } from "./answer.server.ts";

/** Keeps a signed delivery and acknowledges it; a job does the rest. */
export async function takeWebhook(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (reason: RefusalReason) => {
    services.log.warn({ door: "webhook", reason }, "turned away");
    answerRefusal(response, reason);
  };
  const body = await readRawBody(request, LARGEST_WEBHOOK);
  if (!body.ok) return refuse(body.reason);
  const delivery = admitWebhook(request.headers, body.value, services.config.shopify.apiSecret);
  if (!delivery.ok) return refuse(delivery.reason);
  const kept = await services.keepDelivery(delivery.value, new Date(services.clock()));
  answerJson(response, 200, { kept: kept === "kept" });
  services.wake();
}
