import { startDemoWorld } from "#test/simulator/demo.ts";
import type { Ports } from "#test/demo/ports.ts";
import { answerParent } from "../answer-parent.ts";
import { BENCH_SECRET } from "../deliveries.ts";

export interface DemoShopOptions {
  ports: Ports;
}

export interface DemoShopReady {
  shop: string;
  accessToken: string;
  simulator: string;
  /** a product page with several variants in stock */
  productPage: string;
}

/** The demo's shop with its storefront, the app installed in it. */
await answerParent<DemoShopOptions>(async ({ ports }) => {
  const world = await startDemoWorld({
    ports,
    appUrl: `http://localhost:${ports.app}`,
    apiKey: "bench-key",
    apiSecret: BENCH_SECRET,
    installed: true,
  });
  const { simulator, storefront } = world;
  const { state } = simulator.shop;
  const product = [...state.products.values()].find(
    ({ id, status }) =>
      status === "ACTIVE" &&
      [...state.variants.values()].filter(({ productId }) => productId === id).length > 2,
  );
  const ready: DemoShopReady = {
    shop: state.info.domain,
    accessToken: simulator.offlineToken(),
    simulator: simulator.url,
    productPage: `${storefront.origin}/products/${product?.handle ?? ""}`,
  };
  return { ready, close: () => world.close() };
});
