import { z } from "zod";
import { gid, idIn, parseGid } from "#test/simulator/gid.ts";
import type { ShopState } from "#test/simulator/state.ts";
import { variantOfItem } from "#test/simulator/verbs/lookups.ts";
import { notSimulated } from "../api-error.ts";
import type { BulkOperation } from "../bulk/bulk-desk.ts";
import { connection } from "../connection.ts";
import { fieldsOf, flagOf, Tagged, textOf, textsOf } from "../request-context.ts";
import type { RequestContext } from "../request-context.ts";
import { matchesId, matchesText, matchesTime, searchTest } from "../search-query.ts";
import type { Filters } from "../search-query.ts";
import type { ApiSubscription } from "../subscription-desk.ts";
import { levelByGid } from "./inventory.ts";
import { metafieldFields } from "./metafields.ts";

/** help.shopify.com: 10 locations on the small plans, 200 on Plus */
const locationLimits: Record<ShopState["info"]["plan"], number> = {
  basic: 10,
  advanced: 10,
  plus: 200,
};
const planNames: Record<ShopState["info"]["plan"], string> = {
  basic: "Basic",
  advanced: "Advanced",
  plus: "Shopify Plus",
};

const installation = (context: RequestContext) => ({ context });
const installationId = (context: RequestContext) =>
  gid("AppInstallation", `${context.shop.state.info.id}1`);

const subscriptionInput = z.object({
  topic: z.string(),
  webhookSubscription: z.object({
    uri: z.string().nullish(),
    callbackUrl: z.string().nullish(),
    name: z.string().nullish(),
    filter: z.string().nullish(),
    includeFields: z.array(z.string()).nullish(),
  }),
});

const bulkFilters: Filters<BulkOperation> = {
  created_at: (one, term) => matchesTime(one.createdAt, term),
  id: (one, term) => matchesId(one.id, term),
  operation_type: (_, term) => matchesText("query", term),
  status: (one, term) => matchesText(one.status, term),
};

export const appTypes = [
  fieldsOf<unknown>("QueryRoot", {
    shop: (_, __, { shop }) => shop.state,
    node: (_, args, context) => nodeOf(textOf(args, "id") ?? "", context),
    nodes: (_, args, context) => (textsOf(args, "ids") ?? []).map((id) => nodeOf(id, context)),
    currentAppInstallation: (_, __, context) => installation(context),
    publications: (_, args) =>
      connection(
        () => [{ id: "1" }],
        args,
        (one) => ({ value: 0, id: one.id }),
      ),
    webhookSubscription: (_, args, { shop, subscriptions }) =>
      subscriptions
        .of(shop.state.info.domain)
        .find((one) => one.id === idIn(textOf(args, "id") ?? "")) ?? null,
    webhookSubscriptions: (_, args, { shop, subscriptions }) => {
      const topics = textsOf(args, "topics");
      const uri = textOf(args, "uri");
      const all = () =>
        subscriptions
          .of(shop.state.info.domain)
          .filter(
            (one) =>
              (topics === null || topics.includes(one.topic)) && (uri === null || one.uri === uri),
          );
      return connection(all, args, (one) => ({ value: one.createdAt, id: one.id }));
    },
    bulkOperation: (_, args, { shop, bulk }) =>
      bulk.find(shop.state.info.domain, idIn(textOf(args, "id") ?? "")),
    currentBulkOperation: (_, __, { shop, bulk }) => bulk.of(shop.state.info.domain).at(-1) ?? null,
    bulkOperations: (_, args, context, field) => {
      const matches = searchTest(textOf(args, "query"), bulkFilters, field, context);
      const all = () => context.bulk.of(context.shop.state.info.domain).filter(matches);
      return connection(all, args, (one) => ({ value: one.createdAt, id: one.id }));
    },
  }),
  fieldsOf<unknown>("Mutation", {
    webhookSubscriptionCreate: (_, args, context) => {
      const { topic, webhookSubscription: wanted } = subscriptionInput.parse(args);
      if (wanted.filter) throw notSimulated("webhook subscription filters");
      const uri = wanted.uri ?? wanted.callbackUrl ?? "";
      if (!/^(https?:\/\/|\/)/.test(uri))
        return refusal(["webhookSubscription", "uri"], "Address is invalid");
      const { shop, subscriptions } = context;
      const domain = shop.state.info.domain;
      const taken = subscriptions.of(domain).some((one) => one.topic === topic && one.uri === uri);
      if (taken)
        return refusal(
          ["webhookSubscription", "uri"],
          "Address for this topic has already been taken",
        );
      const made: ApiSubscription = {
        id: shop.ids(),
        domain,
        topic,
        uri,
        name: wanted.name ?? null,
        includeFields: wanted.includeFields ?? [],
        createdAt: new Date(shop.clock.now()).toISOString(),
      };
      subscriptions.add(made);
      return { webhookSubscription: made, userErrors: [] };
    },
    webhookSubscriptionDelete: (_, args, { shop, subscriptions }) => {
      const id = textOf(args, "id") ?? "";
      if (!subscriptions.remove(shop.state.info.domain, idIn(id)))
        return {
          deletedWebhookSubscriptionId: null,
          userErrors: [{ field: ["id"], message: "Webhook subscription does not exist" }],
        };
      return { deletedWebhookSubscriptionId: id, userErrors: [] };
    },
    bulkOperationRunQuery: (_, args, context) => {
      const done = context.bulk.run(
        context,
        textOf(args, "query") ?? "",
        flagOf(args, "groupObjects"),
      );
      if (done.ok) return { bulkOperation: done.operation, userErrors: [] };
      return {
        bulkOperation: null,
        userErrors: [{ field: ["query"], message: done.message, code: done.code }],
      };
    },
    bulkOperationCancel: (_, args, { shop, bulk }) => {
      const operation = bulk.find(shop.state.info.domain, idIn(textOf(args, "id") ?? ""));
      if (operation === null)
        return {
          bulkOperation: null,
          userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }],
        };
      if (!bulk.cancel(operation))
        return {
          bulkOperation: operation,
          userErrors: [
            {
              field: null,
              message: `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`,
            },
          ],
        };
      return { bulkOperation: operation, userErrors: [] };
    },
  }),
  fieldsOf<ShopState>("Shop", {
    id: ({ info }) => gid("Shop", info.id),
    name: ({ info }) => info.name,
    email: ({ info }) => info.email,
    contactEmail: ({ info }) => info.email,
    myshopifyDomain: ({ info }) => info.domain,
    url: ({ info }) => `https://${info.domain}`,
    ianaTimezone: ({ info }) => info.ianaTimezone,
    currencyCode: ({ info }) => info.currencyCode,
    primaryDomain: ({ info }) => {
      const { host, href, protocol } = new URL(info.storefrontUrl ?? `https://${info.domain}`);
      return { host, url: href.replace(/\/$/, ""), sslEnabled: protocol === "https:" };
    },
    plan: ({ info }) => ({
      partnerDevelopment: true,
      publicDisplayName: planNames[info.plan],
      displayName: planNames[info.plan],
      shopifyPlus: info.plan === "plus",
    }),
    resourceLimits: ({ info }) => ({
      locationLimit: locationLimits[info.plan],
      maxProductOptions: 3,
      maxProductVariants: 2_048,
      redirectLimitReached: false,
    }),
    ...metafieldFields<ShopState>(({ info }) => gid("Shop", info.id)),
  }),
  fieldsOf<{ context: RequestContext }>("AppInstallation", {
    id: ({ context }) => installationId(context),
    accessScopes: ({ context }) =>
      [...context.scopes].map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    launchUrl: ({ context }) => `https://${context.shop.state.info.domain}/admin/apps/sambung`,
    app: ({ context }) => ({
      id: gid("App", "1"),
      apiKey: context.apiKey,
      handle: "sambung",
      title: "Sambung",
      embedded: true,
    }),
    ...metafieldFields<{ context: RequestContext }>(({ context }) => installationId(context)),
  }),
  fieldsOf<{ id: string }>("Publication", {
    id: ({ id }) => gid("Publication", id),
    name: () => "Online Store",
    autoPublish: () => true,
    supportsFuturePublishing: () => true,
  }),
  fieldsOf<ApiSubscription>("WebhookSubscription", {
    id: (one) => gid("WebhookSubscription", one.id),
    legacyResourceId: (one) => one.id,
    topic: (one) => one.topic,
    uri: (one) => one.uri,
    callbackUrl: (one) => one.uri,
    name: (one) => one.name,
    filter: () => null,
    format: () => "JSON",
    includeFields: (one) => one.includeFields,
    metafieldNamespaces: () => [],
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.createdAt,
  }),
  fieldsOf<BulkOperation>("BulkOperation", {
    id: (one) => gid("BulkOperation", one.id),
    status: (one) => one.status,
    type: () => "QUERY",
    query: (one) => one.query,
    errorCode: (one) => one.errorCode,
    createdAt: (one) => one.createdAt,
    completedAt: (one) => one.completedAt,
    // UnsignedInt64 is text in JSON
    objectCount: (one) => String(one.objectCount),
    rootObjectCount: (one) => String(one.rootObjectCount),
    fileSize: (one) =>
      one.completedAt === null || one.fileSize === null ? null : String(one.fileSize),
    url: (one, _, { shop, bulk }) =>
      one.status === "COMPLETED" ? bulk.urlOf(one, shop.clock.now()) : null,
    partialDataUrl: (one, _, { shop, bulk }) =>
      one.status === "FAILED" || one.status === "CANCELED"
        ? bulk.urlOf(one, shop.clock.now())
        : null,
  }),
];

function refusal(field: string[], message: string) {
  return { webhookSubscription: null, userErrors: [{ field, message }] };
}

function nodeOf(text: string, context: RequestContext): Tagged | null {
  const parsed = parseGid(text);
  if (parsed === null) return null;
  const { state } = context.shop;
  const { type, id } = parsed;
  const thing = (() => {
    switch (type) {
      case "Shop":
        return state.info.id === id ? state : null;
      case "Location":
        return state.locations.get(id);
      case "Product":
        return state.products.get(id);
      case "ProductVariant":
        return state.variants.get(id);
      case "InventoryItem":
        return variantOfItem(state, id);
      case "InventoryLevel":
        return levelByGid(state, text);
      case "Customer":
        return state.customers.get(id);
      case "Order":
        return state.orders.get(id);
      case "FulfillmentOrder":
        return state.fulfillmentOrders.get(id);
      case "Fulfillment":
        return state.fulfillments.get(id);
      case "BulkOperation":
        return context.bulk.find(state.info.domain, id);
      case "Metafield":
        return [...state.metafields.values()].find((one) => one.id === id);
      case "WebhookSubscription":
        return context.subscriptions.of(state.info.domain).find((one) => one.id === id);
      case "AppInstallation":
        return installation(context);
      default:
        throw notSimulated(`node(id: "gid://shopify/${type}/…")`);
    }
  })();
  return thing === null || thing === undefined ? null : new Tagged(type, thing);
}
