import { z } from "zod";
import {
  ANONYMOUS_CUSTOMER_FIELDS,
  CUSTOMER_FIELDS,
  customerNode,
  LEVEL_FIELDS,
  levelNode,
  LOCATION_FIELDS,
  locationNode,
  PRODUCT_FIELDS,
  productNode,
  VARIANT_FIELDS,
  variantNode,
} from "../catalogue-nodes.ts";
import { operation } from "../operation.ts";

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const page = <Node extends z.ZodType>(node: Node) => z.object({ pageInfo, nodes: z.array(node) });
const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

export const readShop = operation<Record<string, never>>()(
  "readShop",
  "query readShop { shop { name email ianaTimezone currencyCode } }",
  z.object({
    shop: z.object({
      name: z.string(),
      email: z.string().nullable(),
      ianaTimezone: z.string(),
      currencyCode: z.string(),
    }),
  }),
);

export const readLocations = operation<{ after: string | null }>()(
  "readLocations",
  `query readLocations($after: String) {
    locations(first: 100, after: $after, includeInactive: true, sortKey: ID) { ${PAGE_INFO} nodes { ${LOCATION_FIELDS} } }
  }`,
  z.object({ locations: page(locationNode) }),
);

export const readLocation = operation<{ id: string }>()(
  "readLocation",
  `query readLocation($id: ID!) { location(id: $id) { ${LOCATION_FIELDS} } }`,
  z.object({ location: locationNode.nullable() }),
);

/** `query`: which, in Shopify's search language. About 700 of the 1,000 points that one query may cost. */
export const readProducts = operation<{ query: string; after: string | null }>()(
  "readProducts",
  `query readProducts($query: String, $after: String) {
    products(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { ${PAGE_INFO} nodes { ${PRODUCT_FIELDS} } }
  }`,
  z.object({ products: page(productNode) }),
);

export const readProduct = operation<{ id: string; after: string | null }>()(
  "readProduct",
  `query readProduct($id: ID!, $after: String) {
    product(id: $id) { ${PRODUCT_FIELDS} variants(first: 100, after: $after) { ${PAGE_INFO} nodes { ${VARIANT_FIELDS} } } }
  }`,
  z.object({
    product: z
      .object({ variants: page(variantNode) })
      .loose()
      .transform(({ variants, ...rest }) => ({ product: productNode.parse(rest), variants }))
      .nullable(),
  }),
);

export const readLevel = operation<{ item: string; location: string }>()(
  "readLevel",
  `query readLevel($item: ID!, $location: ID!) {
    inventoryItem(id: $item) { inventoryLevel(locationId: $location, includeInactive: true) { ${LEVEL_FIELDS} } }
  }`,
  z.object({ inventoryItem: z.object({ inventoryLevel: levelNode.nullable() }).nullable() }),
);

export const readLevelsAt = operation<{ location: string; query: string; after: string | null }>()(
  "readLevelsAt",
  `query readLevelsAt($location: ID!, $query: String, $after: String) {
    location(id: $location) {
      inventoryLevels(first: 100, after: $after, query: $query, includeInactive: true) { ${PAGE_INFO} nodes { ${LEVEL_FIELDS} } }
    }
  }`,
  z.object({ location: z.object({ inventoryLevels: page(levelNode) }).nullable() }),
);

/** For spot checks: everything about some items. */
export const readLevelsOf = operation<{ items: string[] }>()(
  "readLevelsOf",
  `query readLevelsOf($items: [ID!]!) {
    nodes(ids: $items) { ... on InventoryItem { id inventoryLevels(first: 50, includeInactive: true) { nodes { ${LEVEL_FIELDS} } } } }
  }`,
  z.object({
    nodes: z.array(
      z
        .object({ id: z.string(), inventoryLevels: z.object({ nodes: z.array(levelNode) }) })
        .nullable(),
    ),
  }),
);

const customers = (name: string, fields: string) =>
  operation<{ query: string; after: string | null }>()(
    name,
    `query ${name}($query: String, $after: String) {
      customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { ${PAGE_INFO} nodes { ${fields} } }
    }`,
    z.object({ customers: page(customerNode) }),
  );

export const readCustomers = customers("readCustomers", CUSTOMER_FIELDS);
export const readAnonymousCustomers = customers(
  "readAnonymousCustomers",
  ANONYMOUS_CUSTOMER_FIELDS,
);

export const readCustomer = operation<{ id: string }>()(
  "readCustomer",
  `query readCustomer($id: ID!) { customer(id: $id) { ${CUSTOMER_FIELDS} } }`,
  z.object({ customer: customerNode.nullable() }),
);

export const readAnonymousCustomer = operation<{ id: string }>()(
  "readAnonymousCustomer",
  `query readAnonymousCustomer($id: ID!) { customer(id: $id) { ${ANONYMOUS_CUSTOMER_FIELDS} } }`,
  z.object({ customer: customerNode.nullable() }),
);

const count = z.object({ count: z.number() }).nullable();

/** How many there are in Shopify: a cheap sign that something was deleted or added unheard. */
export const countCatalogue = operation<Record<string, never>>()(
  "countCatalogue",
  `query countCatalogue {
    productsCount(limit: null) { count } productVariantsCount(limit: null) { count } locationsCount(limit: null) { count }
  }`,
  z.object({ productsCount: count, productVariantsCount: count, locationsCount: count }),
);

export const countCustomers = operation<Record<string, never>>()(
  "countCustomers",
  "query countCustomers { customersCount(limit: null) { count } }",
  z.object({ customersCount: count }),
);
