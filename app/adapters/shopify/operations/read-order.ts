import { z } from "zod";
import { operation } from "../operation.ts";

/** Requested cost about 620 of Shopify's 1,000 points a query; nearly every order fits into one page. */
const PARTS_A_PAGE = 5;
const LINES_A_PAGE = 20;

const LINE = `
  id remainingQuantity productTitle variantTitle sku
  image { url }
  lineItem { id }
  variant { id selectedOptions { name value } }`;

const PARTS = `
  fulfillmentOrders(first: ${PARTS_A_PAGE}, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id status updatedAt
      deliveryMethod { methodType }
      assignedLocation { name location { id } }
      fulfillmentHolds { displayReason reasonNotes }
      fulfillments(first: 10) { nodes { status displayStatus updatedAt } }
      lineItems(first: ${LINES_A_PAGE}) { pageInfo { hasNextPage endCursor } nodes { ${LINE} } }
    }
  }`;

const ORDER = "id name processedAt updatedAt cancelledAt closedAt customerLocale";

/** Postgres text and jsonb cannot hold NUL */
const text = z.string().transform((value) => value.replaceAll("\0", ""));

const page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const line = z.object({
  id: z.string(),
  remainingQuantity: z.number(),
  productTitle: text,
  variantTitle: text.nullable(),
  sku: text.nullable(),
  image: z.object({ url: z.string() }).nullable(),
  lineItem: z.object({ id: z.string() }),
  variant: z
    .object({
      id: z.string(),
      selectedOptions: z.array(z.object({ name: text, value: text })),
    })
    .nullable(),
});
export type LineNode = z.infer<typeof line>;

const lines = z.object({ pageInfo: page, nodes: z.array(line) });

const part = z.object({
  id: z.string(),
  status: z.string(),
  updatedAt: z.string(),
  deliveryMethod: z.object({ methodType: z.string() }).nullable(),
  assignedLocation: z.object({
    name: text,
    location: z.object({ id: z.string() }).nullable(),
  }),
  fulfillmentHolds: z.array(z.object({ displayReason: text, reasonNotes: text.nullable() })),
  fulfillments: z.object({
    nodes: z.array(
      z.object({
        status: z.string(),
        displayStatus: z.string().nullable(),
        updatedAt: z.string(),
      }),
    ),
  }),
  lineItems: lines,
});
export type PartNode = z.infer<typeof part>;

const order = z.object({
  id: z.string(),
  name: text,
  processedAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  customerLocale: text.nullable(),
  fulfillmentOrders: z.object({ pageInfo: page, nodes: z.array(part) }),
});

const contact = z.object({
  email: text.nullable(),
  phone: text.nullable(),
  customer: z
    .object({
      id: z.string(),
      firstName: text.nullable(),
      lastName: text.nullable(),
    })
    .nullable(),
});
export type ContactNode = z.infer<typeof contact>;
export type OrderNode = z.infer<typeof order>;

interface OrderPage extends Record<string, unknown> {
  id: string;
  after: string | null;
}

/** One order with its fulfillment orders, and who bought. */
export const READ_ORDER = operation<OrderPage>()(
  "ReadOrder",
  `query ReadOrder($id: ID!, $after: String) {
    order(id: $id) { ${ORDER} email phone customer { id firstName lastName } ${PARTS} }
  }`,
  z.object({ order: order.extend(contact.shape).nullable() }),
);

/** The same where the shop has not given us access to customers' data: Shopify refuses the whole query for one such field. */
export const READ_ORDER_WITHOUT_SHOPPER = operation<OrderPage>()(
  "ReadOrderWithoutShopper",
  `query ReadOrderWithoutShopper($id: ID!, $after: String) { order(id: $id) { ${ORDER} ${PARTS} } }`,
  z.object({ order: order.nullable() }),
);

/** The rest of a long fulfillment order's lines. */
export const READ_MORE_LINES = operation<OrderPage>()(
  "ReadMoreFulfillmentOrderLines",
  `query ReadMoreFulfillmentOrderLines($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) {
      lineItems(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${LINE} } }
    }
  }`,
  z.object({ fulfillmentOrder: z.object({ lineItems: lines }).nullable() }),
);

/** Which order a fulfillment order belongs to: its webhooks do not say. */
export const ORDER_OF_FULFILLMENT_ORDER = operation<{ id: string }>()(
  "OrderOfFulfillmentOrder",
  `query OrderOfFulfillmentOrder($id: ID!) { fulfillmentOrder(id: $id) { orderId } }`,
  z.object({ fulfillmentOrder: z.object({ orderId: z.string() }).nullable() }),
);
