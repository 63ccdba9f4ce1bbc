import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraphQLError } from "graphql";
import type { GraphQLSchema } from "graphql";
import { gid } from "#test/simulator/gid.ts";
import type { Id, IsoTime } from "#test/simulator/state.ts";
import type { RequestContext } from "../request-context.ts";
import type { Registry } from "../resolve-field.ts";
import { planBulkQuery } from "./bulk-plan.ts";
import type { BulkPlan } from "./bulk-plan.ts";
import { bulkRows } from "./bulk-rows.ts";

export type BulkStatus =
  "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED" | "EXPIRED";

export interface BulkOperation {
  id: Id;
  domain: string;
  query: string;
  status: BulkStatus;
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  createdAt: IsoTime;
  completedAt: IsoTime | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  file: string | null;
}

export interface BulkSettings {
  /** how long an operation waits and then runs, on the simulated clock */
  startMs: number;
  runMs: number;
  /** five at a time per shop since 2026-01 */
  limit: number;
  /** how many rows may lie between a parent and its children */
  spread: number;
}

type Refusal = {
  ok: false;
  code: "INVALID" | "LIMIT_REACHED" | "OPERATION_IN_PROGRESS";
  message: string;
};

/** results are kept seven days (schema, bulkOperationRunQuery) */
const keptMs = 7 * 86_400_000;
const running = new Set<BulkStatus>(["CREATED", "RUNNING", "CANCELING"]);

/** Bulk operations of all shops: created → running → completed on the simulated clock, results in files. */
export class BulkDesk {
  readonly settings: BulkSettings = { startMs: 300, runMs: 700, limit: 5, spread: 40 };
  readonly #operations = new Map<Id, BulkOperation>();
  #failure: { afterObjects: number; errorCode: BulkOperation["errorCode"] } | null = null;
  #folder: string | null = null;
  readonly #machine: { schema: GraphQLSchema; registry: Registry };
  readonly #send: (domain: string, topic: string, payload: unknown) => void;
  readonly #address: () => string;

  constructor(
    machine: { schema: GraphQLSchema; registry: Registry },
    send: (domain: string, topic: string, payload: unknown) => void,
    address: () => string,
  ) {
    this.#machine = machine;
    this.#send = send;
    this.#address = address;
  }

  of(domain: string): BulkOperation[] {
    return [...this.#operations.values()].filter((one) => one.domain === domain);
  }

  find(domain: string, id: Id): BulkOperation | null {
    const one = this.#operations.get(id);
    return one?.domain === domain ? one : null;
  }

  /** the next operation breaks off after so many objects and leaves what it has as `partialDataUrl` */
  failNext(
    afterObjects: number,
    errorCode: BulkOperation["errorCode"] = "INTERNAL_SERVER_ERROR",
  ): void {
    this.#failure = { afterObjects, errorCode };
  }

  run(
    context: RequestContext,
    query: string,
    groupObjects: boolean,
  ): { ok: true; operation: BulkOperation } | Refusal {
    const { shop } = context;
    const domain = shop.state.info.domain;
    const planned = planBulkQuery(this.#machine.schema, query);
    if (!planned.ok) return { ok: false, code: "INVALID", message: planned.message };
    const busy = this.of(domain).filter((one) => running.has(one.status)).length;
    if (busy >= this.settings.limit) return this.#tooMany();
    const operation: BulkOperation = {
      id: shop.ids(),
      domain,
      query,
      status: "CREATED",
      errorCode: null,
      createdAt: new Date(shop.clock.now()).toISOString(),
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      file: null,
    };
    this.#operations.set(operation.id, operation);
    const spread = groupObjects ? 0 : this.settings.spread;
    shop.clock.after(this.settings.startMs, () =>
      this.#start(operation, planned.plan, context, spread),
    );
    return { ok: true, operation };
  }

  cancel(operation: BulkOperation): boolean {
    if (!running.has(operation.status)) return false;
    operation.status = "CANCELING";
    return true;
  }

  /** the address of the whole or, after a failure, partial result */
  urlOf(operation: BulkOperation, now: number): string | null {
    if (operation.objectCount === 0 || operation.file === null) return null;
    const over = operation.completedAt === null ? 0 : Date.parse(operation.completedAt) + keptMs;
    if (now > over) return null;
    return `${this.#address()}/bulk-results/${operation.domain}/${operation.id}.jsonl`;
  }

  fileOf(domain: string, id: Id, now: number): string | null {
    const operation = this.find(domain, id);
    if (operation === null || this.urlOf(operation, now) === null) return null;
    return operation.file !== null && existsSync(operation.file) ? operation.file : null;
  }

  close(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }

  #tooMany(): Refusal {
    if (this.settings.limit === 1)
      return {
        ok: false,
        code: "OPERATION_IN_PROGRESS",
        message: "A bulk query operation for this app and shop is already in progress.",
      };
    return {
      ok: false,
      code: "LIMIT_REACHED",
      message: `The limit of ${this.settings.limit} concurrent bulk operations is reached.`,
    };
  }

  async #start(
    operation: BulkOperation,
    plan: BulkPlan,
    context: RequestContext,
    spread: number,
  ): Promise<void> {
    if (operation.status === "CREATED") {
      operation.status = "RUNNING";
      await this.#write(operation, plan, context, spread);
    }
    context.shop.clock.after(this.settings.runMs, () => this.#finish(operation, context));
  }

  async #write(
    operation: BulkOperation,
    plan: BulkPlan,
    context: RequestContext,
    spread: number,
  ): Promise<void> {
    const failure = this.#failure;
    this.#failure = null;
    this.#folder ??= mkdtempSync(join(tmpdir(), "simulator-bulk-"));
    mkdirSync(this.#folder, { recursive: true });
    const file = join(this.#folder, `${operation.id}.jsonl`);
    const out = createWriteStream(file);
    try {
      let lines: string[] = [];
      for (const { isRoot, row } of bulkRows(plan, this.#machine.registry, context, spread)) {
        if (failure !== null && operation.objectCount >= failure.afterObjects) {
          operation.errorCode = failure.errorCode;
          break;
        }
        lines.push(JSON.stringify(row));
        operation.objectCount += 1;
        if (isRoot) operation.rootObjectCount += 1;
        if (lines.length < 500) continue;
        if (!out.write(lines.join("\n") + "\n")) await once(out, "drain");
        lines = [];
        // others are served meanwhile, and may cancel
        await new Promise((resolve) => setImmediate(resolve));
        if (operation.status !== "RUNNING") break;
      }
      if (lines.length > 0) out.write(lines.join("\n") + "\n");
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const denied = error.extensions["code"] === "ACCESS_DENIED";
      operation.errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
      // an unsimulated field must be heard of: real operations give no reason
      if (!denied) console.error(`bulk operation ${operation.id}: ${error.message}`);
    } finally {
      out.end();
      await once(out, "close");
    }
    operation.file = file;
    operation.fileSize = statSync(file).size;
  }

  #finish(operation: BulkOperation, context: RequestContext): void {
    operation.completedAt = new Date(context.shop.clock.now()).toISOString();
    operation.status = this.#endOf(operation);
    this.#send(operation.domain, "bulk_operations/finish", {
      admin_graphql_api_id: gid("BulkOperation", operation.id),
      completed_at: operation.completedAt,
      created_at: operation.createdAt,
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: "query",
    });
  }

  #endOf(operation: BulkOperation): BulkStatus {
    if (operation.status === "CANCELING") return "CANCELED";
    return operation.errorCode === null ? "COMPLETED" : "FAILED";
  }
}
