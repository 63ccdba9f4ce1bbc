import { createHash } from "node:crypto";
import { z } from "zod";
import { gid, parseGid } from "#test/simulator/gid.ts";
import type { Id, ShopState } from "#test/simulator/state.ts";
import { isGranted } from "#test/simulator/webhooks/topic-scopes.ts";
import { accessDenied } from "../api-error.ts";
import { connection } from "../connection.ts";
import { fieldsOf, textOf, textsOf } from "../request-context.ts";
import type { Fields, RequestContext } from "../request-context.ts";

export type Metafield = ShopState["metafields"] extends Map<string, infer M> ? M : never;

/** the app's own namespace: `$app` and `$app:x` are kept apart per app by Shopify */
function namespaceOf(namespace: string | null, context: RequestContext): string {
  const own = `app--${appNumber(context.apiKey)}`;
  if (namespace === null || namespace === "$app") return own;
  return namespace.startsWith("$app:") ? `${own}--${namespace.slice(5)}` : namespace;
}

function appNumber(apiKey: string): string {
  const digest = createHash("sha256").update(apiKey).digest();
  return String(digest.readUInt32BE(0));
}

/** `metafield` and `metafields` of a thing that can own them */
export function metafieldFields<S>(gidOf: (one: S, context: RequestContext) => string): Fields<S> {
  return {
    metafield: (one, args, context) => {
      const namespace = namespaceOf(textOf(args, "namespace"), context);
      const key = textOf(args, "key") ?? "";
      const full = key.includes(".") && textOf(args, "namespace") === null ? key.split(".") : null;
      const wanted = full === null ? [namespace, key] : full;
      return context.shop.state.metafields.get([gidOf(one, context), ...wanted].join("|")) ?? null;
    },
    metafields: (one, args, context) => {
      const owner = gidOf(one, context);
      const asked = textOf(args, "namespace");
      const namespace = asked === null ? null : namespaceOf(asked, context);
      const keys = textsOf(args, "keys");
      const all = () =>
        [...context.shop.state.metafields.values()].filter(
          (field) =>
            field.ownerGid === owner &&
            (namespace === null || field.namespace === namespace) &&
            (keys === null || keys.includes(`${field.namespace}.${field.key}`)),
        );
      return connection(all, args, (field) => ({ value: 0, id: field.id }));
    },
  };
}

const input = z.object({
  metafields: z.array(
    z.object({
      ownerId: z.string(),
      namespace: z.string().nullish(),
      key: z.string(),
      type: z.string().nullish(),
      value: z.string(),
      compareDigest: z.string().nullish(),
    }),
  ),
});

/** "the same access level needed to mutate the owner resource"; the app's own installation needs none */
const writeScopes: Record<string, string> = {
  Product: "write_products",
  ProductVariant: "write_products",
  Order: "write_orders",
  Customer: "write_customers",
  Location: "write_locations",
  Shop: "",
  AppInstallation: "",
};

export const metafieldTypes = [
  fieldsOf<unknown>("Mutation", {
    metafieldsSet: (_, args, context) => {
      const { metafields } = input.parse(args);
      for (const { ownerId } of metafields) checkOwner(ownerId, context);
      const errors = metafields.flatMap((one, at) => refusal(one, at, context));
      if (metafields.length > 25)
        errors.push(problem(["metafields"], "LESS_THAN_OR_EQUAL_TO", "Exceeded 25 metafields."));
      // atomic: "no changes are persisted if an error is encountered"
      if (errors.length > 0) return { metafields: null, userErrors: errors };
      return { metafields: metafields.map((one) => set(one, context)), userErrors: [] };
    },
  }),
  fieldsOf<Metafield>("Metafield", {
    id: (one) => gid("Metafield", one.id),
    legacyResourceId: (one) => one.id,
    namespace: (one) => one.namespace,
    key: (one) => one.key,
    type: (one) => one.type,
    value: (one) => one.value,
    jsonValue: (one) => jsonValue(one),
    compareDigest: (one) => digestOf(one.value),
    sizeInBytes: (one) => Buffer.byteLength(one.value),
    createdAt: (one) => one.updatedAt,
    updatedAt: (one) => one.updatedAt,
    ownerType: (one) =>
      (parseGid(one.ownerGid)?.type ?? "").replace(/(?!^)([A-Z])/g, "_$1").toUpperCase(),
  }),
];

type Setting = z.infer<typeof input>["metafields"][number];

function checkOwner(ownerId: string, context: RequestContext): void {
  const scope = writeScopes[parseGid(ownerId)?.type ?? ""];
  if (scope === undefined || scope === "" || isGranted(scope, context.scopes)) return;
  throw accessDenied("metafieldsSet", `\`${scope}\` access scope.`);
}

function keyOf(one: Setting, context: RequestContext): string {
  return [one.ownerId, namespaceOf(one.namespace ?? null, context), one.key].join("|");
}

function refusal(one: Setting, at: number, context: RequestContext) {
  const field = (name: string) => ["metafields", String(at), name];
  const known = context.shop.state.metafields.get(keyOf(one, context));
  if (one.value === "") return [problem(field("value"), "BLANK", "Value can't be blank.")];
  if (known === undefined && (one.type === null || one.type === undefined))
    return [problem(field("type"), "BLANK", "Type can't be blank.")];
  if (known !== undefined && one.type && one.type !== known.type)
    return [problem(field("type"), "INVALID_TYPE", "Type can't be changed.")];
  if ((one.type ?? known?.type) === "json" && !isJson(one.value))
    return [problem(field("value"), "INVALID_VALUE", "Value is invalid JSON.")];
  if (one.compareDigest === undefined) return [];
  const digest = known === undefined ? null : digestOf(known.value);
  if (digest === one.compareDigest) return [];
  return [
    problem(
      field("compareDigest"),
      "STALE_OBJECT",
      "The resource has been updated since it was loaded.",
    ),
  ];
}

function problem(field: string[], code: string, message: string) {
  return { field, code, message, elementIndex: null };
}

function set(one: Setting, context: RequestContext): Metafield {
  const { shop } = context;
  const key = keyOf(one, context);
  const known = shop.state.metafields.get(key);
  const made: Metafield = {
    id: known?.id ?? shop.ids(),
    ownerGid: one.ownerId,
    namespace: namespaceOf(one.namespace ?? null, context),
    key: one.key,
    type: one.type ?? known?.type ?? "single_line_text_field",
    value: one.value,
    updatedAt: new Date(shop.clock.now()).toISOString(),
  };
  shop.state.metafields.set(key, made);
  return made;
}

function digestOf(value: string): Id {
  return createHash("sha256").update(value).digest("hex");
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function jsonValue(one: Metafield): unknown {
  if (one.type === "json" || one.type.startsWith("list.")) return JSON.parse(one.value);
  if (one.type === "boolean") return one.value === "true";
  return one.type.startsWith("number") ? Number(one.value) : one.value;
}
