import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { adminMachine } from "./admin-api/admin-api.ts";
import { BulkDesk } from "./admin-api/bulk/bulk-desk.ts";
import { executeRequest } from "./admin-api/execute-request.ts";
import { createIdempotencyLedger } from "./admin-api/idempotency.ts";
import type { IdempotencyLedger } from "./admin-api/idempotency.ts";
import { SubscriptionDesk, topicName } from "./admin-api/subscription-desk.ts";
import type { ApiSubscription } from "./admin-api/subscription-desk.ts";
import { createThrottle } from "./admin-api/throttle.ts";
import type { Throttle } from "./admin-api/throttle.ts";
import { readAppSettings } from "./app-settings.ts";
import { sessionToken } from "./auth/session-token.ts";
import { createTokenOffice } from "./auth/token-office.ts";
import type { SavedOffice } from "./auth/token-office.ts";
import { answerBulkFile } from "./answer-bulk-file.ts";
import { answerShopify } from "./answer-shopify.ts";
import { realClock } from "./clock.ts";
import { loadState, saveState } from "./save-state.ts";
import { seededRandom } from "./seeded-random.ts";
import { apiVersion } from "./schema/admin-schema.ts";
import { createShop } from "./shop.ts";
import type { Shop } from "./shop.ts";
import type { AdminCall, Route, Simulator, SimulatorOptions } from "./simulator.ts";
import { smallShop } from "./small-shop.ts";
import type { ShopState } from "./state.ts";
import { shopRedactionPayload } from "./webhooks/payloads/customer.ts";
import { createWebhookPost } from "./webhooks/create-webhook-post.ts";
import type { Subscription } from "./webhooks/create-webhook-post.ts";
import { mayReceive } from "./webhooks/topic-scopes.ts";
import type { Delivery } from "./webhooks/webhook-post.ts";

/** shop/redact comes 48 hours after the uninstall (privacy law compliance docs) */
const redactAfterMs = 48 * 3_600_000;

interface Saved {
  shops: { state: ShopState; settings: Shop["settings"] }[];
  office: SavedOffice;
  subscriptions: ApiSubscription[];
  deliveries: Delivery[];
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? realClock();
  const seed = options.seed ?? 1;
  const apiKey = options.apiKey ?? "sambung-demo-key";
  const apiSecret = options.apiSecret ?? "sambung-demo-secret";
  const app = readAppSettings();
  const office = createTokenOffice(clock);
  const subscriptions = new SubscriptionDesk();
  const shops = new Map<string, Shop>();
  const throttles = new Map<string, Throttle>();
  const ledgers = new Map<string, IdempotencyLedger>();
  const calls: AdminCall[] = [];
  const hearers = new Set<(call: AdminCall) => void>();
  const machine = adminMachine();

  const webhooks = createWebhookPost({
    clock,
    random: seededRandom(seed + 1),
    secret: apiSecret,
    apiVersion,
    appUrl: () => simulator.appUrl,
    subscriptions: subscribed,
    dropSubscription: (domain, id) => subscriptions.remove(domain, id),
  });
  const send = (domain: string, topic: string, payload: unknown) => {
    const scopes = office.scopesOf(domain);
    if (scopes !== null && mayReceive(topic, scopes)) webhooks.send(domain, topic, payload);
  };
  const bulk = new BulkDesk(machine, send, () => simulator.url);

  const saved = options.saved === undefined ? null : loadState<Saved>(options.saved);
  if (saved === null) {
    openShop(options.catalogue ?? smallShop());
  } else {
    office.load(saved.office);
    subscriptions.load(saved.subscriptions);
    for (const { state, settings } of saved.shops) openShop(state, settings);
  }
  const [first] = shops.values();
  if (first === undefined) throw new Error("a saved simulator without a shop");

  const simulator: Simulator = {
    shop: first,
    shops,
    url: "",
    clock,
    webhooks,
    bulk,
    throttles,
    calls,
    onCall(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    apiKey,
    apiSecret,
    appUrl: options.appUrl,
    addShop(state) {
      const shop = openShop(state);
      simulator.install(state.info.domain);
      return shop;
    },
    sessionToken: (wanted) =>
      sessionToken({ apiKey, apiSecret, domain: first.state.info.domain }, wanted),
    offlineToken(domain = first.state.info.domain) {
      const issued = office.issue(domain, { expiring: true });
      if (issued === null) throw new Error(`the app is not installed in ${domain}`);
      return issued.accessToken;
    },
    install(domain = first.state.info.domain, scopes = options.scopes ?? app.scopes) {
      office.install(domain, scopes);
    },
    isInstalled: (domain = first.state.info.domain) => office.scopesOf(domain) !== null,
    uninstall(domain = first.state.info.domain) {
      const shop = shops.get(domain);
      if (shop === undefined || office.scopesOf(domain) === null) return;
      webhooks.send(domain, "app/uninstalled", uninstalledPayload(shop.state));
      office.uninstall(domain);
      subscriptions.forget(domain);
      clock.after(redactAfterMs, () => {
        // not if the shop came back meanwhile
        if (office.scopesOf(domain) === null)
          webhooks.send(domain, "shop/redact", shopRedactionPayload(shop.state));
      });
    },
    changeScopes(scopes, domain = first.state.info.domain) {
      const shop = shops.get(domain);
      const previous = office.changeScopes(domain, scopes);
      webhooks.send(domain, "app/scopes_update", {
        id: Number(shop?.state.info.id),
        previous,
        current: scopes,
        updated_at: new Date(clock.now()).toISOString(),
      });
    },
    save() {
      const state: Saved = {
        shops: [...shops.values()].map((shop) => ({ state: shop.state, settings: shop.settings })),
        office: office.save(),
        subscriptions: subscriptions.save(),
        deliveries: webhooks.unfinished(),
      };
      return saveState(state);
    },
    async close() {
      clock.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      bulk.close();
    },
  };
  if (saved === null && options.installed !== false) simulator.install();

  const routes: Route[] = [
    (request, response) =>
      answerShopify(request, response, { shops, apiKey, apiSecret, office, graphql }),
    (request, response) => answerBulkFile(request, response, bulk, clock.now()),
    ...(options.mount?.(simulator) ?? []),
  ];
  const server = createServer((request, response) => void answer(routes, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  simulator.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  if (saved !== null) webhooks.resume(saved.deliveries);
  return simulator;

  function openShop(state: ShopState, settings?: Shop["settings"]): Shop {
    const { domain } = state.info;
    const shop = createShop({
      state,
      clock,
      seed: seed + shops.size,
      send: (topic, payload) => send(domain, topic, payload),
      ...(settings === undefined ? {} : { settings }),
    });
    shops.set(domain, shop);
    throttles.set(
      domain,
      createThrottle(clock, () => state.info.plan),
    );
    ledgers.set(domain, createIdempotencyLedger(clock));
    return shop;
  }

  function subscribed(domain: string, topic: string): Subscription[] {
    const own = app.subscriptions.filter((one) => one.topic === topic || one.topic === "*");
    const made = subscriptions.of(domain).filter((one) => one.topic === topicName(topic));
    return [
      ...own,
      ...made.map((one) => ({
        uri: one.uri,
        name: one.name,
        includeFields: one.includeFields.length === 0 ? null : one.includeFields,
        subscriptionId: one.id,
      })),
    ];
  }

  async function graphql(
    domain: string,
    scopes: ReadonlySet<string>,
    request: Parameters<typeof executeRequest>[0],
  ): Promise<Record<string, unknown>> {
    const shop = shops.get(domain);
    const throttle = throttles.get(domain);
    const ledger = ledgers.get(domain);
    if (!shop || !throttle || !ledger) throw new Error(`no shop ${domain}`);
    const context = {
      shop,
      scopes,
      tables: machine.tables,
      apiKey,
      office,
      bulk,
      subscriptions,
      searchNotes: [],
      cost: { actual: 0 },
    };
    const result = await executeRequest(request, context, { ...machine, throttle, ledger });
    const extensions = result["extensions"];
    const call: AdminCall = {
      at: clock.now(),
      domain,
      operation: request.operationName ?? request.query.trim().slice(0, 80),
      cost: typeof extensions === "object" ? extensions : null,
      errors: result["errors"] ?? null,
    };
    calls.push(call);
    if (calls.length > keptCalls) calls.shift();
    for (const hear of hearers) hear(call);
    return result;
  }
}

const keptCalls = 5_000;

async function answer(
  routes: Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    for (const route of routes) if (await route(request, response)) return;
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ errors: "Not Found" }));
  } catch (error) {
    // a fault of the simulator itself: said aloud, so that nobody looks for it in the app
    console.error("simulator:", error);
    if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
    response.end("the simulator failed, see its output");
  }
}

function uninstalledPayload(state: ShopState) {
  const { info } = state;
  return {
    id: Number(info.id),
    name: info.name,
    email: info.email,
    domain: info.domain,
    myshopify_domain: info.domain,
    country_code: info.countryCode,
    currency: info.currencyCode,
    iana_timezone: info.ianaTimezone,
    primary_locale: info.primaryLocale,
    plan_name: info.plan,
  };
}
