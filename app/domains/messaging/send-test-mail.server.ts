import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "../../db/open-database.server.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import { composePickupReady, QR_CID } from "./compose-pickup-ready.server.ts";
import { sampleFacts } from "./sample-facts.ts";
import type { Template } from "./template.ts";

interface TestMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  images: { cid: string; filename: string; content: Buffer; contentType: string }[];
}

export type TestMailOutcome = Outcome<undefined, "address-wrong" | "broken" | "mail-server">;

const address = z.email();

/** Sends a draft with made-up data to one address, at once: whoever presses the button waits and is told. */
export async function sendTestMail(
  { prisma }: Pick<Db, "prisma">,
  shop: ShopDomain,
  draft: Template & { language: Language },
  to: string,
  send: (mail: TestMail) => Promise<void>,
): Promise<TestMailOutcome> {
  const recipient = address.safeParse(to.trim());
  if (!recipient.success) return refused("address-wrong");
  const installed = await prisma.shop.findUnique({ where: { shop } });
  const facts = sampleFacts(draft.language, installed?.name || shop);
  const composed = await composePickupReady(draft, draft.language, facts);
  if (!composed.ok) return refused("broken");
  const { subject, html, text, qr } = composed.value;
  try {
    await send({
      to: recipient.data,
      subject: `[Test] ${subject}`,
      html,
      text,
      messageId: `test.${randomUUID()}`,
      images: [{ cid: QR_CID, filename: "code.png", content: qr, contentType: "image/png" }],
    });
  } catch {
    return refused("mail-server");
  }
  return done();
}
