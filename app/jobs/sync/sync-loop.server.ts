import { ShopifyRefused } from "../../adapters/shopify/shopify-refused.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import type { PartRow } from "../../db/sync-parts.server.ts";
import { claimParts, PartTakenOver, settlePart } from "../../db/sync-parts.server.ts";
import { errorInWords } from "../../domains/kernel/error-in-words.ts";
import { notePartFailed } from "../../domains/shop/finish-part.server.ts";
import type { Services } from "../../services.server.ts";
import type { Drain } from "../drain.server.ts";
import { drain, GiveUp } from "../drain.server.ts";
import { partReason } from "./part-reason.ts";
import type { StepOptions } from "./step-part.server.ts";
import { stepPart, withoutContactData } from "./step-part.server.ts";

/** Takes the parts of all running imports and checks forward, step by step; several nodes share the work. */
export function syncLoop(services: Services, options: StepOptions = {}): Drain {
  const { db, clock, log } = services;
  return drain<PartRow>(
    {
      claim: (limit, now, until) => claimParts(db, limit, now, until),
      attempts: (part) => part.attempts,
      async handle(part) {
        try {
          await stepPart(services, part, options);
        } catch (error) {
          if (error instanceof PartTakenOver) return;
          if (isAccessToCustomers(part, error)) return withoutContactData(services, part);
          const { reason, isFinal } = partReason(error);
          log.warn(
            { shop: part.shop, kind: part.kind, run: part.runId, cause: describe(error) },
            "sync step failed",
          );
          throw isFinal ? new GiveUp(reason) : new Error(reason, { cause: error });
        }
      },
      async settle(part, result) {
        if (result.status === "done") return; // the step has noted where it is
        const now = clock();
        await settlePart(db, part, result, new Date(now));
        if (result.status === "failed")
          await inSqlTransaction(db, (sql) => notePartFailed(sql, part, result.reason, now));
      },
      report: (part, error, final) =>
        log.warn(
          {
            shop: part.shop,
            kind: part.kind,
            run: part.runId,
            final,
            reason: error instanceof Error ? error.message : "unknown",
          },
          "sync part failed",
        ),
    },
    clock,
  );
}

function isAccessToCustomers(part: PartRow, error: unknown): boolean {
  return (
    part.kind === "customers" && error instanceof ShopifyRefused && error.code === "ACCESS_DENIED"
  );
}

function describe(error: unknown): string {
  return errorInWords(error).slice(0, 300);
}
