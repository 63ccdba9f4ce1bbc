// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  distanceText,
  listSummary,
  roundedNear,
  storeTexts,
} from "../../extensions/storefront/assets/store-chooser-core.js";
import type { ListedStore } from "../../extensions/storefront/assets/availability-types.js";
import { drawBlock } from "./draw-block.ts";

const NOW = Date.UTC(2026, 10, 21, 3, 2);

function store(id: string, name: string, more: Partial<ListedStore> = {}): ListedStore {
  return {
    id,
    name,
    address: "Jl. Kemang Raya No. 24",
    state: "here",
    count: 3,
    ready: "2026-11-21T11:15+07:00",
    zone: "Asia/Jakarta",
    distanceKm: null,
    ...more,
  };
}

interface Asked {
  url: string;
  signal: AbortSignal | null | undefined;
  reply(stores: ListedStore[], placeFound?: boolean): Promise<void>;
  fail(): Promise<void>;
}
let asked: Asked[] = [];
let words: Record<string, string> = {};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeAll(async () => {
  await import("../../extensions/storefront/assets/store-chooser.js");
});
beforeEach(async () => {
  asked = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      asked.push({
        url,
        signal: init.signal,
        reply: async (stores, placeFound = true) => {
          resolve(new Response(JSON.stringify({ stores, placeFound })));
          await settled();
        },
        fail: async () => {
          reject(new TypeError("network"));
          await settled();
        },
      });
    });
  });
  const html = await drawBlock([{ id: 11, name: "Jakarta Kemang", available: true }]);
  const page = document.createElement("template");
  page.innerHTML = html;
  words = JSON.parse(page.content.querySelector("[data-words]")?.textContent ?? "{}");
  const template = page.content.querySelector("template") ?? fail();
  // there is nowhere to load the style sheet from here
  template.content.querySelector("link")?.remove();
  document.body.replaceChildren(template.content.cloneNode(true));
});
afterEach(() => document.body.replaceChildren());

async function opens(chosen = "11") {
  const detail = { proxy: "/apps/sambung", variant: "501", chosen, words };
  one("sambung-store-chooser").dispatchEvent(new CustomEvent("sambung:open", { detail }));
  await settled();
}
function one<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  return document.querySelector<Found>(selector) ?? fail();
}
const last = () => asked.at(-1) ?? fail();
const dialog = () => one<HTMLDialogElement>("dialog");
const rows = () => [...document.querySelectorAll<HTMLButtonElement>("[data-list] button")];
const say = () => one("[data-say]").textContent;
function fail(): never {
  throw new Error("not there");
}
async function types(place: string) {
  one<HTMLInputElement>("input[name=place]").value = place;
  one("form").dispatchEvent(new Event("submit", { cancelable: true, bubbles: true }));
  await settled();
}

describe("the dialog", () => {
  test("opens with the stores as a list of buttons, the chosen one marked", async () => {
    await opens("12");
    expect(dialog().open).toBe(true);
    expect(last().url).toBe("/apps/sambung/stores?variant=501");
    await last().reply([
      store("11", "Jakarta Kemang"),
      store("12", "Bandung Dago", { state: "none", count: null, ready: null }),
    ]);
    expect(one("ul").getAttribute("role")).toBe("list");
    expect(rows().map((row) => row.getAttribute("aria-current"))).toEqual([null, "true"]);
    expect(rows()[1]?.textContent?.replace(/\s+/g, " ").trim()).toBe(
      "Bandung Dago Not in stock Jl. Kemang Raya No. 24",
    );
    expect(say()).toBe("1 of 2 stores have it in stock.");
  });

  test("tells which store was chosen, and closes", async () => {
    const heard: unknown[] = [];
    document.body.addEventListener(
      "sambung:store-chosen",
      (event) => heard.push((event as CustomEvent).detail),
      { once: true },
    );
    await opens();
    await last().reply([store("11", "Jakarta Kemang"), store("12", "Bandung Dago")]);
    rows()[1]?.click();
    expect(heard).toEqual([{ id: "12", name: "Bandung Dago" }]);
    expect(dialog().open).toBe(false);
  });

  test("closes by its button and by a press on the backdrop, not by one inside", async () => {
    await opens();
    one("form").click();
    expect(dialog().open).toBe(true);
    one("[data-close]").click();
    expect(dialog().open).toBe(false);
    await opens();
    dialog().click();
    expect(dialog().open).toBe(false);
  });

  test("a name from outside is text, whatever it holds", async () => {
    await opens();
    await last().reply([store("11", `<img src=x onerror=alert(1)> "متجر" ☕`)]);
    expect(document.querySelector("[data-list] img")).toBeNull();
    expect(one("[data-list] [data-name]").textContent).toBe(
      `<img src=x onerror=alert(1)> "متجر" ☕`,
    );
  });
});

describe("looking for a place", () => {
  test("a typed place is sent as typed, and an unknown one said to be so", async () => {
    await opens();
    await types("São Paulo & 12");
    expect(last().url).toBe("/apps/sambung/stores?variant=501&q=S%C3%A3o%20Paulo%20%26%2012");
    await last().reply([store("11", "Jakarta Kemang")], false);
    expect(say()).toBe("We do not know that place. Try a larger city nearby, or a postcode.");
  });

  test("the answer to an older question does not replace that to a newer one", async () => {
    await opens();
    const first = last();
    await types("Bandung");
    expect(first.signal?.aborted).toBe(true);
    await last().reply([store("12", "Bandung Dago", { distanceKm: 1.2 })]);
    await first.reply([store("11", "Jakarta Kemang")]);
    expect(rows().map((row) => row.querySelector("[data-name]")?.textContent)).toEqual([
      "Bandung Dago",
    ]);
    expect(one("[data-distance]").textContent).toBe("1.2 km");
  });

  test("the position is asked for on a press only, and leaves the device rounded to a kilometre", async () => {
    const getCurrentPosition =
      vi.fn<(found: (position: object) => void, failed: (error: object) => void) => void>();
    vi.stubGlobal("navigator", { onLine: true, geolocation: { getCurrentPosition } });
    await opens();
    expect(getCurrentPosition).not.toHaveBeenCalled();
    getCurrentPosition.mockImplementation((found) =>
      found({ coords: { latitude: -6.260712, longitude: 106.813745 } }),
    );
    one("[data-locate]").click();
    expect(last().url).toBe("/apps/sambung/stores?variant=501&near=-6.26,106.81");
    getCurrentPosition.mockImplementation((_, failed) => failed({ code: 1 }));
    one("[data-locate]").click();
    expect(say()).toBe(
      "Your browser may not tell us your position. Type a city or postcode instead.",
    );
  });

  test("a failing answer is said in words, and the list stays", async () => {
    await opens();
    await last().reply([store("11", "Jakarta Kemang")]);
    await types("Bandung");
    await last().fail();
    expect(say()).toBe("We could not check just now.");
    expect(rows()).toHaveLength(1);
    expect(one("sambung-store-chooser").hasAttribute("aria-busy")).toBe(false);
  });
});

describe("a store in words", () => {
  test("says what is there, when, and how far", () => {
    const texts = (more: Partial<ListedStore>) =>
      storeTexts(store("11", "Kemang", more), words, "en", NOW);
    expect(texts({})).toMatchObject({
      state: "3 in stock",
      ready: expect.stringMatching(/collect today from 11:15/),
    });
    expect(texts({ count: 1 }).state).toBe("1 left");
    expect(texts({ count: "low" }).state).toBe("Only a few left");
    expect(texts({ count: "plenty" }).state).toBe("In stock");
    expect(
      texts({ state: "transfer", count: null, ready: "2026-11-23T11:15+07:00" }),
    ).toMatchObject({
      state: "Can be brought here",
      ready: expect.stringMatching(/collect Mon, Nov 23 from/),
    });
    expect(texts({ state: "unknown", count: null, ready: null })).toMatchObject({
      state: "Not known right now",
      ready: "",
    });
    expect([
      distanceText(1200, words, "en"),
      distanceText(1.5, words, "id"),
      distanceText(null, words, "en"),
    ]).toEqual(["1,200 km", "1,5 km", ""]);
    expect(listSummary({ placeFound: true, stores: [] }, words)).toBe(
      "No store offers pickup at the moment.",
    );
    expect(roundedNear(-6.2651, 106.8)).toBe("-6.27,106.80");
  });

  test("reads today and tomorrow by the store's calendar, not the shopper's", () => {
    // 23:30 on Saturday in Jakarta; it is Sunday in Jayapura already
    const now = Date.UTC(2026, 10, 21, 16, 30);
    const jayapura = store("15", "Jayapura", {
      ready: "2026-11-22T10:00+09:00",
      zone: "Asia/Jayapura",
    });
    const jakarta = store("11", "Kemang", { ready: "2026-11-22T10:00+07:00" });
    expect(storeTexts(jayapura, words, "en", now).ready).toMatch(/today/);
    expect(storeTexts(jakarta, words, "en", now).ready).toMatch(/tomorrow/);
  });
});
