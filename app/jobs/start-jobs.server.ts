import { claimInbox, settleInbox } from "../db/inbox.server.ts";
import type { InboxRow } from "../db/inbox.server.ts";
import { claimOutbox, settleOutbox } from "../db/outbox.server.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import { errorInWords } from "../domains/kernel/error-in-words.ts";
import type { Services } from "../services.server.ts";
import { drain, GiveUp } from "./drain.server.ts";
import { INBOX_HANDLERS } from "./inbox-handlers.server.ts";
import { OUTBOX_HANDLERS } from "./outbox-handlers.server.ts";
import type { StepOptions } from "./sync/step-part.server.ts";
import { syncLoop } from "./sync/sync-loop.server.ts";

export interface Jobs {
  wake(): void;
  /** resolves when all that is due now has been tried, and what followed from it too */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the loops that empty this process's share of the inbox and the outbox, and take imports and checks forward. */
export function startJobs(services: Services, options: { sync?: StepOptions } = {}): Jobs {
  const { db, clock, log } = services;
  const inbox = drain<InboxRow>(
    {
      claim: (limit, now, until) => claimInbox(db, limit, now, until),
      settle: (row, result) => settleInbox(db, row, result),
      attempts: (row) => row.attempts,
      handle: async (row) => {
        // a topic is a sender's word: "constructor" is none of ours
        const isOurs = Object.hasOwn(INBOX_HANDLERS, row.topic);
        const handler = isOurs ? INBOX_HANDLERS[row.topic] : undefined;
        if (!handler) throw new GiveUp(`no handler for topic ${row.topic}`);
        await handler(services, row);
        outbox.wake();
      },
      report: (row, error, final) =>
        log.warn(
          { shop: row.shop, topic: row.topic, webhook: row.id, final, reason: reasonOf(error) },
          "inbox row failed",
        ),
    },
    clock,
  );
  const outbox = drain<OutboxRow>(
    {
      claim: (limit, now, until) => claimOutbox(db, limit, now, until),
      settle: (row, result) => settleOutbox(db, row, result),
      attempts: (row) => row.attempts,
      handle: async (row) => {
        const handler = OUTBOX_HANDLERS[row.kind];
        if (!handler) throw new GiveUp(`no handler for intent ${row.kind}`);
        await handler(services, row);
      },
      report: (row, error, final) =>
        log.warn(
          { shop: row.shop, kind: row.kind, intent: row.key, final, reason: reasonOf(error) },
          "outbox row failed",
        ),
    },
    clock,
  );
  const sync = syncLoop(services, options.sync);
  const wake = () => {
    inbox.wake();
    outbox.wake();
    sync.wake();
  };
  services.wake = wake;
  return {
    wake,
    settle: async () => {
      await inbox.settle();
      await outbox.settle();
      await sync.settle();
    },
    stop: async () => {
      await Promise.all([inbox.stop(), outbox.stop(), sync.stop()]);
    },
  };
}

function reasonOf(error: unknown): string {
  return errorInWords(error).slice(0, 300);
}
