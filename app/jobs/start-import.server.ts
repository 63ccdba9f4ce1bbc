import type { OutboxRow } from "../db/outbox.server.ts";
import { startSyncRun } from "../domains/shop/start-sync-run.server.ts";
import type { Services } from "../services.server.ts";

/** After an installation: copy everything. A run that is under way already will do. */
export async function startImport(services: Services, row: OutboxRow): Promise<void> {
  const { db, clock } = services;
  await startSyncRun(db, row.shop, { purpose: "import", actor: "sambung" }, clock());
  services.wake();
}
