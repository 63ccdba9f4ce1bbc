import { z } from "zod";
import type { Db } from "../db/open-database.server.ts";
import type { ShopDomain, VariantId } from "../domains/kernel/ids.ts";
import type { Clock, Millis } from "../domains/kernel/time.ts";
import { minutes, seconds } from "../domains/kernel/time.ts";
import { readAvailability } from "../domains/pickup/read-availability.server.ts";
import { readFreshness } from "../domains/shop/read-freshness.server.ts";
import type { AvailabilityFacts } from "../domains/pickup/store-availability.ts";
import type { Services } from "../services.server.ts";

/** What this process knows of variants that someone looks at, kept in step by the database's notifications. */
export interface LiveAvailability {
  /** Null when the shop has not installed us. At most `KEPT_FOR` old, and never older than a change that was notified. */
  read(shop: ShopDomain, variant: VariantId): Promise<AvailabilityFacts | null>;
  /** Hears the facts after each change, and once a minute because promises and freshness change with time. Returns how to stop. */
  watch(shop: ShopDomain, variant: VariantId, hear: Hear): () => void;
  stop(): Promise<void>;
}

export type Hear = (facts: AvailabilityFacts) => void;

/** Bounds what a notification lost in a reconnection, or a change that notifies nobody, can do. */
const KEPT_FOR = seconds(5);
/** A sale of ten lines, or an import, says many things at once; pages are told once. */
const COALESCE = 50;
const LOOK_AGAIN = minutes(1);
const MOST_KEPT = 20_000;

const change = z.object({ shop: z.string(), item: z.string().optional() });

interface Kept {
  key: string;
  shop: ShopDomain;
  reading: Promise<AvailabilityFacts | null>;
  until: Millis;
}

interface Watch {
  shop: ShopDomain;
  variant: VariantId;
  item: string | null;
  hearers: Set<Hear>;
  timer: NodeJS.Timeout | null;
  /** the last telling, so that they follow one another */
  told: Promise<void>;
}

export function liveAvailability(db: Db, clock: Clock): LiveAvailability {
  const kept = new Map<string, Kept>();
  const keyOfItem = new Map<string, string>();
  /** what is being read may be older than a change that is notified meanwhile */
  const underWay = new Set<Kept>();
  const watches = new Map<string, Watch>();
  const isBehind = askedSeldom(clock, async (shop) => {
    const { inventory } = await readFreshness(db, shop, clock());
    return inventory.behind;
  });
  let listening: Promise<() => Promise<void>> | null = null;

  const read = async (shop: ShopDomain, variant: VariantId) => {
    listening ??= db.listen("availability", heard).catch((error: unknown) => {
      listening = null; // the next one who asks tries again
      throw error;
    });
    await listening;
    const key = `${shop} ${variant}`;
    const known = kept.get(key);
    if (known && known.until > clock()) return known.reading;
    if (kept.size >= MOST_KEPT) kept.clear();
    const entry: Kept = {
      key,
      shop,
      until: clock() + KEPT_FOR,
      reading: isBehind(shop)
        .then((behind) => readAvailability(db, shop, variant, behind))
        .then(
          (facts) => {
            underWay.delete(entry);
            if (facts?.stocked) keyOfItem.set(`${shop} ${facts.stocked.item}`, key);
            return facts;
          },
          (error: unknown) => {
            underWay.delete(entry);
            if (kept.get(key) === entry) kept.delete(key);
            throw error;
          },
        ),
    };
    kept.set(key, entry);
    underWay.add(entry);
    return entry.reading;
  };

  const tell = async (watch: Watch) => {
    const facts = await read(watch.shop, watch.variant).catch(() => null); // the next look tries again
    if (!facts) return;
    watch.item = facts.stocked?.item ?? null;
    for (const hear of watch.hearers) hear(facts);
  };
  const tellSoon = (watch: Watch) => {
    watch.timer ??= setTimeout(() => {
      watch.timer = null;
      watch.told = watch.told.then(() => tell(watch));
    }, COALESCE);
  };

  const heard = (payload: string) => {
    const news = change.safeParse(parsed(payload)).data;
    if (!news) return;
    const key = news.item ? keyOfItem.get(`${news.shop} ${news.item}`) : undefined;
    if (key) kept.delete(key);
    for (const entry of news.item ? underWay : kept.values())
      if (entry.shop === news.shop) kept.delete(entry.key);
    for (const watch of watches.values())
      if (watch.shop === news.shop && (!news.item || !watch.item || watch.item === news.item))
        tellSoon(watch);
  };

  const looking = setInterval(() => {
    for (const watch of watches.values()) tellSoon(watch);
  }, LOOK_AGAIN);
  looking.unref();

  return {
    read,
    watch: (shop, variant, hear) => {
      const key = `${shop} ${variant}`;
      const watch = watches.get(key) ?? {
        shop,
        variant,
        item: null,
        hearers: new Set<Hear>(),
        timer: null,
        told: Promise.resolve(),
      };
      watches.set(key, watch);
      watch.hearers.add(hear);
      return () => {
        watch.hearers.delete(hear);
        if (watch.hearers.size > 0 || watches.get(key) !== watch) return;
        if (watch.timer) clearTimeout(watch.timer);
        watches.delete(key);
      };
    },
    stop: async () => {
      clearInterval(looking);
      for (const watch of watches.values()) if (watch.timer) clearTimeout(watch.timer);
      watches.clear();
      await (
        await listening
      )?.();
    },
  };
}

/** The same answer for KEPT_FOR, whoever asks. */
function askedSeldom<T>(clock: Clock, ask: (shop: ShopDomain) => Promise<T>) {
  const answers = new Map<ShopDomain, { answer: Promise<T>; until: Millis }>();
  return (shop: ShopDomain): Promise<T> => {
    const known = answers.get(shop);
    if (known && known.until > clock()) return known.answer;
    const answer = ask(shop);
    answers.set(shop, { answer, until: clock() + KEPT_FOR });
    answer.catch(() => answers.delete(shop));
    return answer;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const ofServices = new WeakMap<Services, LiveAvailability>();

/** The one of this process. */
export function availabilityOf(services: Services): LiveAvailability {
  const known = ofServices.get(services);
  if (known) return known;
  const live = liveAvailability(services.db, services.clock);
  ofServices.set(services, live);
  return live;
}
