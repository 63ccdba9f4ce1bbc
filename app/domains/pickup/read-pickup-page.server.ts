import type { Tx } from "../../db/open-database.server.ts";
import { adminLanguage } from "../../ui/language.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { days } from "../kernel/time.ts";
import { findPickupByPageToken, pickupCode } from "./code.server.ts";
import { optionsInWords } from "./line-options.ts";
import { isClosed } from "./pickup.ts";
import type { PickupState } from "./pickup.ts";
import { readPickupStore } from "./read-pickup-store.server.ts";
import type { PickupStore } from "./read-pickup-store.server.ts";
import { readPickup } from "./read-pickup.server.ts";
import type { PickupView } from "./read-pickup.server.ts";
import { momentInWords } from "./time-in-words.ts";

/** What the shopper's own page shows; no name, mail or phone of anybody. */
export interface PickupPage {
  language: Language;
  orderName: string;
  state: PickupState;
  /** how far it came, for the steps */
  reached: "new" | "picking" | "ready" | "collected";
  /** nothing will change any more */
  isOver: boolean;
  /** the promise has passed and it is not ready */
  isLate: boolean;
  /** when it will be ready, in words on the store's clocks; null when nothing is promised or it no longer matters */
  promise: string | null;
  collected: string | null;
  /** only while it is worth something */
  code: string | null;
  store: PickupStore;
  lines: { title: string; options: string; imageUrl: string | null; quantity: number }[];
}

/** The link in an old mail opens nothing for ever. */
const KEPT_OPEN_FOR = days(30);

/** The pickup whose page the token opens; null for every token that opens none, whatever the reason. */
export async function readPickupPage(
  prisma: Pick<Tx, "pickup" | "location" | "locationSettings" | "shop">,
  key: Buffer,
  shop: ShopDomain,
  token: string,
  now: Millis,
): Promise<PickupPage | null> {
  const pickupId = await findPickupByPageToken(prisma, key, shop, token);
  const pickup = pickupId && (await readPickup(prisma, shop, pickupId));
  if (!pickup) return null;
  if (pickup.closedAt !== null && now - pickup.closedAt > KEPT_OPEN_FOR) return null;
  const language = adminLanguage(pickup.shopper.locale);
  const known =
    pickup.locationId && (await readPickupStore(prisma, shop, pickup.locationId, language, now));
  const store = known || unknownStore(pickup.locationName);
  const inWords = (at: Millis) => momentInWords(at, now, store.timeZone, language);
  const isWaiting = pickup.state === "new" || pickup.state === "picking";
  const isLate = isWaiting && pickup.promisedAt !== null && pickup.promisedAt < now;
  return {
    language,
    orderName: pickup.orderName,
    state: pickup.state,
    reached: reached(pickup),
    isOver: isClosed(pickup.state),
    isLate,
    promise: isWaiting && !isLate && pickup.promisedAt !== null ? inWords(pickup.promisedAt) : null,
    collected: pickup.collectedAt === null ? null : inWords(pickup.collectedAt),
    code: pickup.state === "ready" ? pickupCode(key, shop, pickup.id, pickup.generation) : null,
    store,
    lines: pickup.lines.map((line) => ({
      title: line.title,
      options: optionsInWords(line),
      imageUrl: line.imageUrl,
      quantity: line.quantity,
    })),
  };
}

function reached({ state, stateBefore, readyAt }: PickupView): PickupPage["reached"] {
  if (state === "new" || state === "picking" || state === "ready" || state === "collected")
    return state;
  if (readyAt !== null) return "ready";
  return stateBefore === "picking" ? "picking" : "new";
}

function unknownStore(name: string): PickupStore {
  return {
    name,
    addressLines: [],
    phone: "",
    instructions: "",
    mapUrl: "",
    timeZone: "UTC",
    hours: [],
  };
}
