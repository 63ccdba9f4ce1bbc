import { createHash } from "node:crypto";
import { z } from "zod";
import type { Mail } from "../adapters/mail/send-mail.server.ts";
import { readStorefrontAddress } from "../adapters/shopify/operations/read-storefront-address.ts";
import type { PickupId, ShopDomain } from "../domains/kernel/ids.ts";
import { never } from "../domains/kernel/outcome.ts";
import { composePickupReady, QR_CID } from "../domains/messaging/compose-pickup-ready.server.ts";
import { DEFAULT_TEMPLATES } from "../domains/messaging/default-templates.ts";
import type { PickupReadyFacts } from "../domains/messaging/pickup-ready-facts.ts";
import { isSwitchedOn, readTemplate } from "../domains/messaging/read-template.server.ts";
import type { NotSentReason } from "../domains/messaging/sent-message.ts";
import { pickupCode, pickupPageToken } from "../domains/pickup/code.server.ts";
import { optionsInWords } from "../domains/pickup/line-options.ts";
import { readPickup } from "../domains/pickup/read-pickup.server.ts";
import type { PickupView } from "../domains/pickup/read-pickup.server.ts";
import { readPickupStore } from "../domains/pickup/read-pickup-store.server.ts";
import { adminLanguage } from "../ui/language.ts";
import type { Language } from "../ui/language.ts";
import type { Services } from "../services.server.ts";

/** [app_proxy] in shopify.app.toml */
const PAGE_PATH = "/apps/sambung/pickup";

export type PreparedMail =
  | { mail: Mail; language: Language }
  | { mail: null; reason: NotSentReason; language: Language | null };

/** The mail for this pickup as it stands now, or why there is none to send. */
export async function preparePickupReadyMail(
  services: Services,
  shop: ShopDomain,
  pickupId: PickupId,
  intentKey: string,
): Promise<PreparedMail> {
  const { prisma } = services.db;
  const pickup = await readPickup(prisma, shop, pickupId);
  if (!pickup) return { mail: null, reason: "no-pickup", language: null };
  const language = adminLanguage(pickup.shopper.locale);
  const no = (reason: NotSentReason): PreparedMail => ({ mail: null, reason, language });
  if (pickup.state !== "ready") return no(whyNotReady(pickup.state));
  const to = address.safeParse(pickup.shopper.email);
  if (!to.success) return no("no-address");
  if (!(await isSwitchedOn(prisma, shop, "pickup-ready"))) return no("switched-off");

  const facts = await gatherFacts(services, shop, pickup, language);
  const composed = await compose(services, shop, language, facts);
  const { subject, html, text, qr } = composed;
  return {
    language,
    mail: {
      to: to.data,
      subject,
      html,
      text,
      messageId: messageId(shop, intentKey),
      images: [
        { cid: QR_CID, filename: `${facts.code}.png`, content: qr, contentType: "image/png" },
      ],
    },
  };
}

const address = z.email();

function whyNotReady(state: Exclude<PickupView["state"], "ready">): NotSentReason {
  switch (state) {
    case "collected":
      return "pickup-collected";
    case "cancelled":
      return "pickup-cancelled";
    case "expired":
      return "pickup-expired";
    case "new":
    case "picking":
    case "problem":
      return "pickup-not-ready";
    default:
      return never(state);
  }
}

async function gatherFacts(
  services: Services,
  shop: ShopDomain,
  pickup: PickupView,
  language: Language,
): Promise<PickupReadyFacts> {
  const { db, clock, config } = services;
  const key = config.encryptionKey;
  const installed = await db.prisma.shop.findUnique({ where: { shop } });
  const store = pickup.locationId
    ? await readPickupStore(db.prisma, shop, pickup.locationId, language, clock())
    : null;
  const token = pickupPageToken(key, shop, pickup.id, pickup.generation);
  const page = new URL(PAGE_PATH, await storefrontAddress(services, shop));
  page.searchParams.set("p", token);
  return {
    shopName: installed?.name || shop,
    firstName: pickup.shopper.name.trim().split(/\s+/)[0] || null,
    orderName: pickup.orderName,
    store: {
      name: store?.name ?? pickup.locationName,
      addressLines: store?.addressLines ?? [],
      phone: store?.phone ?? "",
      instructions: store?.instructions ?? "",
      mapUrl: store?.mapUrl ?? "",
    },
    hours: store?.hours ?? [],
    lines: pickup.lines.map((line) => ({
      title: line.title,
      options: optionsInWords(line),
      quantity: line.quantity,
    })),
    code: pickupCode(key, shop, pickup.id, pickup.generation),
    pageUrl: page.href,
  };
}

/** The shop's own domain; without an answer its myshopify domain, which leads there too. */
async function storefrontAddress(services: Services, shop: ShopDomain): Promise<string> {
  try {
    const answer = await services.askAdmin(shop, readStorefrontAddress, {});
    return answer.shop.primaryDomain.url;
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown";
    services.log.warn({ shop, reason }, "storefront address not read; the mail links elsewhere");
    return `https://${shop}`;
  }
}

/** A template that worked when it was saved and does not with these facts must not cost the shopper the code: ours goes instead. */
async function compose(
  { db, log }: Services,
  shop: ShopDomain,
  language: Language,
  facts: PickupReadyFacts,
) {
  const theirs = await readTemplate(db.prisma, shop, "pickup-ready", language);
  const composed = await composePickupReady(theirs, language, facts);
  if (composed.ok) return composed.value;
  log.warn({ shop, language, problem: composed.problems[0]?.reason }, "template failed; sent ours");
  const ours = DEFAULT_TEMPLATES["pickup-ready"][language];
  const fallback = await composePickupReady(ours, language, facts);
  if (!fallback.ok) throw new Error("our own template could not be rendered");
  return fallback.value;
}

/** The same for each attempt of an intent, and for no other. */
function messageId(shop: ShopDomain, intentKey: string): string {
  const digest = createHash("sha256").update(`${shop}\n${intentKey}`).digest("hex");
  return `pickup-ready.${digest.slice(0, 32)}`;
}
