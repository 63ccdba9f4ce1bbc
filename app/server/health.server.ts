import type { ServerResponse } from "node:http";
import type { Services } from "../services.server.ts";
import { answerJson, answerRefusal } from "./answer.server.ts";

/** The process is alive. */
export function answerHealth(
  _services: Services,
  _request: unknown,
  response: ServerResponse,
): void {
  answerJson(response, 200, { status: "alive" });
}

/** The process can do its work: its database answers. */
export async function answerReadiness(
  services: Services,
  _request: unknown,
  response: ServerResponse,
): Promise<void> {
  try {
    await services.db.pool.query("SELECT 1");
    answerJson(response, 200, { status: "ready", database: services.db.kind });
  } catch {
    answerRefusal(response, "not-ready");
  }
}
