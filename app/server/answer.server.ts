import type { ServerResponse } from "node:http";
import { REFUSALS } from "../doors/refusal.ts";
import type { RefusalReason } from "../doors/refusal.ts";

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "private, no-store",
    ...headers,
  });
  response.end(bytes);
}

/** { error: { reason, message } } with the status that the one table of refusals says. */
export function answerRefusal(response: ServerResponse, reason: RefusalReason): void {
  const { status, text } = REFUSALS[reason];
  // what is left of a body that we will not read must not be taken for the next request
  const headers: Record<string, string> =
    reason === "body-too-large" || reason === "body-truncated" ? { connection: "close" } : {};
  answerJson(response, status, { error: { reason, message: text } }, headers);
}
