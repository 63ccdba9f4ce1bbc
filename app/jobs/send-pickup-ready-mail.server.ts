import { randomUUID } from "node:crypto";
import { z } from "zod";
import { mailFailure } from "../adapters/mail/mail-failure.ts";
import type { Mail } from "../adapters/mail/send-mail.server.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import type { PickupId } from "../domains/kernel/ids.ts";
import { stored } from "../domains/kernel/ids.ts";
import { never } from "../domains/kernel/outcome.ts";
import { beginSending } from "../domains/messaging/begin-sending.server.ts";
import { recordSendResult } from "../domains/messaging/record-send-result.server.ts";
import type { MessageIntent, SendResult } from "../domains/messaging/sent-message.ts";
import type { Services } from "../services.server.ts";
import { GiveUp } from "./drain.server.ts";
import { preparePickupReadyMail } from "./prepare-pickup-ready-mail.server.ts";

/** Fewer than the outbox allows, so that the message itself says that it failed. The last comes about a quarter of an hour after the first. */
const MOST_TRIES = 11;

/**
 * The ready mail, at most once per intent: the attempt is recorded before the SMTP conversation and its result after. An
 * attempt that nobody saw the end of is never repeated by itself (promise 3 of the product: SMTP has no idempotent send).
 */
export async function sendPickupReadyMail(services: Services, row: OutboxRow): Promise<void> {
  const { db, clock } = services;
  const { shop } = row;
  const { pickupId } = payload.parse(row.payload);
  const intent: MessageIntent = { kind: "pickup-ready", intentKey: row.key, pickupId };

  const prepared = await preparePickupReadyMail(
    services,
    shop,
    stored<PickupId>(pickupId),
    row.key,
  );
  const attemptId = randomUUID();
  const begun = await beginSending(db, shop, intent, attemptId, clock());
  if (!begun.ok && begun.reason === "settled") return;
  if (!begun.ok) throw new Error("another attempt may still be under way");

  const result: SendResult = prepared.mail
    ? await send(services, prepared.mail, row.attempts)
    : { state: "not-sent", reason: prepared.reason };
  const attempt = { id: attemptId, language: prepared.language };
  await recordSendResult(db, shop, intent, attempt, result, clock());
  switch (result.state) {
    case "sent":
    case "not-sent":
      return;
    case "retrying":
      throw new Error(result.reason);
    case "failed":
    case "unknown":
      throw new GiveUp(`${result.state}: ${result.reason}`);
    default:
      return never(result);
  }
}

const payload = z.object({ pickupId: z.string() });

async function send(services: Services, mail: Mail, tries: number): Promise<SendResult> {
  try {
    await services.sendMail(mail);
    return { state: "sent" };
  } catch (error) {
    const { outcome, reason } = mailFailure(error);
    if (outcome === "unknown") return { state: "unknown", reason };
    return { state: outcome === "later" && tries < MOST_TRIES ? "retrying" : "failed", reason };
  }
}
