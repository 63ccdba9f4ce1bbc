import { bigShop } from "#test/simulator/big-shop.ts";
import { realClock } from "#test/simulator/clock.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import { answerParent } from "../answer-parent.ts";
import { BENCH_SECRET, BENCH_SHOP } from "../deliveries.ts";

export interface SimulateOptions {
  products: number;
  stores: number;
}

export interface SimulateReady {
  url: string;
  accessToken: string;
}

export type SimulateAsk =
  | { act: "point-to-app"; appUrl: string }
  | { act: "set-stock"; variantId: string; locationId: string; available: number }
  | { act: "sell"; variantId: string; locationId: string };

/** When the act began, in ms since 1970. */
export interface SimulateReply {
  at: number;
}

/** A simulated Shopify in a process of its own, whose till sells when it is told to. */
await answerParent<SimulateOptions, SimulateAsk, SimulateReply>(async (size) => {
  const simulator = await startSimulator({
    clock: realClock(),
    appUrl: "http://127.0.0.1:1",
    apiKey: "bench-key",
    apiSecret: BENCH_SECRET,
    catalogue: bigShop(size, { domain: BENCH_SHOP }),
  });
  const ready: SimulateReady = { url: simulator.url, accessToken: simulator.offlineToken() };
  return {
    ready,
    answer: async (ask) => {
      const at = Date.now();
      if (ask.act === "point-to-app") simulator.appUrl = ask.appUrl;
      if (ask.act === "set-stock") simulator.shop.setsStock(ask);
      if (ask.act === "sell") simulator.shop.sells({ ...ask, quantity: 1 });
      return { at };
    },
    close: () => simulator.close(),
  };
});
