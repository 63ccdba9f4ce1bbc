import { createHmac } from "node:crypto";
import type { Attempt, Delivery } from "./webhook-post.ts";

/** One attempt: signed over the exact body, answered within the deadline or not at all. Any 2xx is a success. */
export async function sendDelivery(
  delivery: Delivery,
  to: { appUrl: string; secret: string; apiVersion: string; deadlineMs: number },
): Promise<Omit<Attempt, "at">> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const response = await fetch(new URL(delivery.uri, to.appUrl), {
      method: "POST",
      body: delivery.body,
      headers: headersOf(delivery, to.secret, to.apiVersion),
      redirect: "manual",
      signal: AbortSignal.timeout(to.deadlineMs),
    });
    await response.body?.cancel();
    return { status: response.status, tookMs: took(), error: null };
  } catch (cause) {
    const error = cause instanceof Error ? cause.name : "unknown";
    return { status: null, tookMs: took(), error };
  }
}

function headersOf(delivery: Delivery, secret: string, apiVersion: string): Record<string, string> {
  const hmac = createHmac("sha256", secret).update(delivery.body).digest("base64");
  return {
    "content-type": "application/json",
    accept: "*/*",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": delivery.domain,
    "x-shopify-api-version": apiVersion,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": delivery.triggeredAt,
    ...(delivery.name === null ? {} : { "x-shopify-name": delivery.name }),
  };
}
