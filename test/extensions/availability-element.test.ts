// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { drawBlock } from "./draw-block.ts";
import type { NativeStore } from "./draw-block.ts";

const NOW = Date.UTC(2026, 10, 21, 3, 2); // 10:02 in Jakarta
const KEMANG: NativeStore = { id: 11, name: "Jakarta Kemang", available: true };

type Row = (string | number | null)[];
const kemang = (count: number | null): Row => [
  "11",
  "Jakarta Kemang",
  count ? "here" : "none",
  count,
  count ? "2026-11-21T11:15+07:00" : null,
  count ? 0 : null,
];
const dago: Row = ["12", "Bandung Dago", "here", 3, "2026-11-22T10:00+07:00", 0];

function answer(stores: Row[], more: object = {}) {
  return {
    variant: "501",
    freshness: "in-step",
    knownAt: new Date(NOW - 40_000).toISOString(),
    zones: ["Asia/Jakarta"],
    stores,
    stream: "https://app.example/stream?token=t",
    ...more,
  };
}

interface Asked {
  url: string;
  init: RequestInit;
  reply(body: unknown, status?: number): Promise<void>;
  fail(): Promise<void>;
}
let asked: Asked[] = [];
/** an answer that was on its way already when it was called off */
let isTooLateToAbort = false;

class Stream extends EventTarget {
  static all: Stream[] = [];
  readyState = 1;
  url: string;
  constructor(url: string) {
    super();
    this.url = url;
    Stream.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  says(data: unknown) {
    this.dispatchEvent(new MessageEvent("availability", { data: JSON.stringify(data) }));
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeAll(async () => {
  vi.stubGlobal("EventSource", Stream);
  await import("../../extensions/storefront/assets/availability.js");
});
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal("EventSource", Stream);
  Stream.all = [];
  asked = [];
  isTooLateToAbort = false;
  localStorage.clear();
  vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => {
        if (!isTooLateToAbort) reject(new DOMException("", "AbortError"));
      });
      asked.push({
        url,
        init,
        reply: async (body, status = 200) => {
          resolve(
            new Response(status === 304 ? null : JSON.stringify(body), {
              status,
              headers: { etag: '"e1"' },
            }),
          );
          await settled();
        },
        fail: async () => {
          reject(new TypeError("network"));
          await settled();
        },
      });
    });
  });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

const FORM = `<form action="/cart/add"><input type="hidden" name="id" value="501"></form>`;
async function openPage(
  stores: NativeStore[] = [KEMANG],
  options: Parameters<typeof drawBlock>[1] = {},
) {
  vi.useRealTimers();
  const html = await drawBlock(stores, options);
  vi.useFakeTimers({ now: NOW });
  // as a browser does it: an element is connected when its children are there
  const page = document.createElement("template");
  page.innerHTML = `<section class="shopify-section">${FORM}${html}</section>`;
  document.body.replaceChildren(page.content);
  await settled();
}
const part = (name: string) => document.querySelector(`[data-part=${name}]`)?.textContent?.trim();
const element = () => document.querySelector<HTMLElement>("sambung-availability") ?? fail();
const last = () => asked.at(-1) ?? fail();
const questions = () => asked.filter(({ url }) => url.includes("/availability"));
const bodyOf = ({ body }: RequestInit): unknown =>
  typeof body === "string" ? JSON.parse(body) : null;
function fail(): never {
  throw new Error("not there");
}
function look(state: "visible" | "hidden") {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("before the first answer", () => {
  test("Shopify's own state stands there, with the store's name as it is", async () => {
    await openPage([
      { id: 11, name: `<b>"Toko" & متجر</b>`, available: true, time: "Usually ready in 2 hours" },
    ]);
    expect(part("state")).toBe(`Pickup available at <b>"Toko" & متجر</b>`);
    expect(part("promise")).toBe("Usually ready in 2 hours");
    expect(document.querySelector("b")).toBeNull();
  });

  test("the store that has it is drawn, not the first", async () => {
    await openPage([{ id: 10, name: "Empty", available: false }, KEMANG]);
    expect(part("state")).toBe("Pickup available at Jakarta Kemang");
    expect(element().dataset["store"]).toBe("11");
  });

  test("with no store and with forty stores the page is drawn", async () => {
    await openPage([]);
    expect(part("state")).toBe("Pickup is not available for this product");
    const forty = Array.from({ length: 40 }, (_, id) => ({
      id,
      name: `Store ${id}`,
      available: id === 39,
    }));
    await openPage(forty);
    expect(part("state")).toBe("Pickup available at Store 39");
  });

  test("in Indonesian the words are Indonesian", async () => {
    await openPage([KEMANG], { locale: "id" });
    await last().reply(answer([kemang(3)]));
    expect([part("state"), part("freshness"), part("change")]).toEqual([
      "3 tersedia di Jakarta Kemang",
      "Diperiksa 40 detik lalu",
      "Ganti toko",
    ]);
    expect(part("promise")).toBe("Pesan sekarang, ambil hari ini mulai 11.15");
  });
});

describe("the state of the chosen store", () => {
  test("says how many, when it can be collected, and how old that is", async () => {
    await openPage();
    await last().reply(answer([kemang(3), dago]));
    expect(last().url).toBe("/apps/sambung/availability?variant=501");
    expect(part("state")).toBe("3 in stock at Jakarta Kemang");
    expect(part("promise")).toMatch(/^Order now, collect today from 11:15.AM$/);
    expect(part("freshness")).toBe("Checked 40 seconds ago");
    expect(element().dataset["tone"]).toBe("here");
  });

  test("is that of the store the shopper chose before, on this device", async () => {
    localStorage.setItem("sambung:store", JSON.stringify({ id: "12", name: "Bandung Dago" }));
    await openPage();
    await last().reply(answer([kemang(3), dago]));
    expect(part("state")).toBe("3 in stock at Bandung Dago");
    expect(part("promise")).toMatch(/tomorrow from 10:00/);
  });

  test("one left, a few left, none left with who else has it", async () => {
    await openPage();
    await last().reply(answer([kemang(1)]));
    expect(part("state")).toBe("1 left at Jakarta Kemang");
    window.dispatchEvent(new Event("focus"));
    await vi.advanceTimersByTimeAsync(600);
    window.dispatchEvent(new Event("focus"));
    await last().reply(answer([["11", "Jakarta Kemang", "here", "low", null]]));
    expect([part("state"), part("promise")]).toEqual([
      "Only a few left at Jakarta Kemang",
      "We will tell you when it is ready",
    ]);
    Stream.all.at(-1)?.says(answer([kemang(null), dago]));
    expect([part("state"), part("promise")]).toEqual([
      "Not in stock at Jakarta Kemang",
      "One other store has it",
    ]);
  });

  test("the count is kept to oneself where the merchant wants so", async () => {
    await openPage([KEMANG], { settings: { show_count: false } });
    await last().reply(answer([kemang(3)]));
    expect(part("state")).toBe("In stock at Jakarta Kemang");
  });

  test("a store that no longer offers pickup is said to be gone", async () => {
    localStorage.setItem("sambung:store", JSON.stringify({ id: "99", name: "Old Town" }));
    await openPage();
    await last().reply(answer([kemang(3)]));
    expect(part("state")).toBe(
      "Old Town does not offer pickup any more. Please choose another store.",
    );
  });
});

describe("when we do not know", () => {
  test("late news says that it is late", async () => {
    await openPage();
    await last().reply(
      answer([kemang(3)], {
        freshness: "behind",
        knownAt: new Date(NOW - 30 * 60_000).toISOString(),
      }),
    );
    expect(part("freshness")).toBe("Updates are delayed. Last checked 30 min ago.");
  });

  test("no knowledge says so, with what was last known", async () => {
    await openPage();
    await last().reply(
      answer([["11", "Jakarta Kemang", "unknown", null, null, null, null, "here"]], {
        freshness: "unknown",
        knownAt: new Date(NOW - 5 * 3_600_000).toISOString(),
      }),
    );
    expect([part("state"), part("promise"), part("freshness")]).toEqual([
      "Stock at Jakarta Kemang is not known right now",
      "Last known: in stock.",
      "Updates are delayed. Last checked 5 h ago.",
    ]);
  });

  test("a failing answer keeps the last known one, with its age", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    await vi.advanceTimersByTimeAsync(120_000);
    window.dispatchEvent(new Event("focus"));
    await last().reply({}, 503);
    expect(part("state")).toBe("3 in stock at Jakarta Kemang");
    expect(part("freshness")).toBe("We could not check just now. Last checked 3 min ago.");
  });

  test("offline before the first answer is said in words", async () => {
    await openPage();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    await last().fail();
    expect(part("state")).toBe("You are offline.");
  });

  test("an answer that makes no sense is a failed one", async () => {
    await openPage();
    await last().reply({ nonsense: true });
    expect(part("state")).toBe("We could not check just now.");
  });
});

describe("another variant", () => {
  test.each([
    ["called off", false],
    ["arriving all the same", true],
  ])("an answer for the one before never shows: %s", async (_, late) => {
    isTooLateToAbort = late;
    await openPage();
    const first = last();
    document.querySelector<HTMLInputElement>("input[name=id]")?.setAttribute("value", "502");
    document.querySelector("form")?.dispatchEvent(new Event("change", { bubbles: true }));
    await settled();
    expect(last().url).toContain("variant=502");
    expect(first.init.signal?.aborted).toBe(true);
    await first.reply(answer([kemang(9)]));
    expect(part("state")).toBe("Pickup available at Jakarta Kemang");
    await last().reply(answer([kemang(2)], { variant: "502" }));
    expect(part("state")).toBe("2 in stock at Jakarta Kemang");
  });

  test("while it is asked for, the old one's state is gone, and its stream is closed and unheard", async () => {
    await openPage();
    await last().reply(answer([kemang(9)]));
    const [stream] = Stream.all;
    await choose("gid://shopify/ProductVariant/502");
    expect(part("state")).toBe("Checking the stores…");
    expect(stream?.readyState).toBe(2);
    stream?.says(answer([kemang(8)]));
    expect(part("state")).toBe("Checking the stores…");
  });

  test("Shopify's event, the address and the form tell of it, once each", async () => {
    await openPage();
    await choose("gid://shopify/ProductVariant/502");
    await choose("502");
    expect(questions()).toHaveLength(2);
    document.querySelector<HTMLInputElement>("input[name=id]")?.setAttribute("value", "503");
    window.dispatchEvent(new Event("popstate"));
    await vi.advanceTimersByTimeAsync(1);
    expect(last().url).toContain("variant=503");
  });

  test("an event that tells of no variant, or fails, does no harm", async () => {
    await openPage();
    const event = new Event("shopify:product:select");
    document.dispatchEvent(Object.assign(event, { promise: Promise.reject(new Error("x")) }));
    document.dispatchEvent(new Event("shopify:product:select"));
    await settled();
    expect(questions()).toHaveLength(1);
  });

  async function choose(id: string) {
    const promise = Promise.resolve({ variant: { id } });
    document.dispatchEvent(Object.assign(new Event("shopify:product:select"), { promise }));
    await settled();
  }
});

describe("staying fresh", () => {
  test("what is pushed shows at once and is spoken once; ages are not spoken", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    expect(part("say")).toBe("");
    expect(Stream.all.map(({ url }) => url)).toEqual(["https://app.example/stream?token=t"]);
    Stream.all[0]?.says(answer([kemang(2)]));
    expect(part("state")).toBe("2 in stock at Jakarta Kemang");
    expect(part("say")).toMatch(/^2 in stock at Jakarta Kemang\. Order now/);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(part("freshness")).toBe("Checked 1 min ago");
    expect(part("say")).toMatch(/^2 in stock/);
  });

  test("without a stream the proxy is asked, at most a minute apart, and only what changed is sent", async () => {
    vi.stubGlobal("EventSource", undefined);
    Reflect.deleteProperty(window, "EventSource");
    await openPage();
    await last().reply(answer([kemang(3)]));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(questions()).toHaveLength(2);
    expect(last().init.headers).toEqual({ "If-None-Match": '"e1"' });
    await last().reply(null, 304);
    expect(part("state")).toBe("3 in stock at Jakarta Kemang");
  });

  test("a stream whose token has run out is replaced by asking, which brings a new one", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    Stream.all[0]?.close();
    Stream.all[0]?.dispatchEvent(new Event("error"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(questions()).toHaveLength(2);
    await last().reply(answer([kemang(1)], { stream: "https://app.example/stream?token=u" }));
    expect(Stream.all.at(-1)?.url).toContain("token=u");
  });

  test("a page in the background asks nothing and holds no stream; seen again it asks at once", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    look("hidden");
    expect(Stream.all[0]?.readyState).toBe(2);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(questions()).toHaveLength(1);
    look("visible");
    await settled();
    expect(questions()).toHaveLength(2);
  });

  test("after ten minutes without anyone it rests, and wakes at the first touch", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(Stream.all[0]?.readyState).toBe(2);
    const before = questions().length;
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(questions()).toHaveLength(before);
    document.dispatchEvent(new Event("pointerdown"));
    await settled();
    expect(questions()).toHaveLength(before + 1);
  });

  test("taken out of the page it stops; put back it goes on, as the theme editor does", async () => {
    await openPage();
    await last().reply(answer([kemang(3)]));
    const block = element();
    const place = block.parentElement;
    block.remove();
    await vi.advanceTimersByTimeAsync(120_000);
    window.dispatchEvent(new Event("focus"));
    expect(questions()).toHaveLength(1);
    expect(Stream.all.every(({ readyState }) => readyState === 2)).toBe(true);
    place?.append(block);
    await settled();
    expect(questions()).toHaveLength(2);
  });
});

describe("the cart", () => {
  const told = () => asked.filter(({ url }) => url.endsWith("cart/update.js"));
  const choose = () =>
    element().dispatchEvent(
      new CustomEvent("sambung:store-chosen", { detail: { id: "12", name: "Bandung Dago" } }),
    );

  test("is told of the store when one is chosen: a name for staff, an id for us", async () => {
    await openPage();
    await last().reply(answer([kemang(3), dago]));
    expect(told()).toEqual([]);
    choose();
    expect(part("state")).toBe("3 in stock at Bandung Dago");
    expect(told().map(({ url, init }) => [url, init.method, bodyOf(init)])).toEqual([
      [
        "/cart/update.js",
        "POST",
        { attributes: { "Pickup store": "Bandung Dago", __sambung_location: "12" } },
      ],
    ]);
    expect(JSON.parse(localStorage.getItem("sambung:store") ?? "")).toEqual({
      id: "12",
      name: "Bandung Dago",
    });
  });

  test("of a market under its own path is told there", async () => {
    vi.stubGlobal("Shopify", { routes: { root: "/id/" } });
    await openPage();
    choose();
    expect(told()[0]?.url).toBe("/id/cart/update.js");
  });

  test("is told again when something is put in a cart that has not heard, and only then", async () => {
    localStorage.setItem("sambung:store", JSON.stringify({ id: "12", name: "Bandung Dago" }));
    await openPage();
    expect(told()).toEqual([]);
    const added = () =>
      document.dispatchEvent(
        Object.assign(new Event("shopify:cart:lines-update"), { promise: Promise.resolve({}) }),
      );
    added();
    await settled();
    await told()[0]?.reply({});
    added();
    await settled();
    expect(told()).toHaveLength(1);
  });

  test("that has items and another store's name is put right when the page opens", async () => {
    localStorage.setItem("sambung:store", JSON.stringify({ id: "12", name: "Bandung Dago" }));
    await openPage([KEMANG], {
      cart: { item_count: 2, attributes: { "Pickup store": "Bandung Dago" } },
    });
    expect(told()).toEqual([]);
    await openPage([KEMANG], { cart: { item_count: 2, attributes: {} } });
    expect(told()).toHaveLength(1);
  });
});
