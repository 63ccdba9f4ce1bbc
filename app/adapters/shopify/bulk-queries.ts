import {
  ANONYMOUS_CUSTOMER_FIELDS,
  CUSTOMER_FIELDS,
  PRODUCT_FIELDS,
  VARIANT_FIELDS,
} from "./catalogue-nodes.ts";

/** Everything of one kind. One connection at the top and at most two below it (Shopify's rules for bulk queries). */
export const BULK_QUERIES = {
  products: `{ products { edges { node { ${PRODUCT_FIELDS}
    variants { edges { node { ${VARIANT_FIELDS} } } } } } } }`,
  // the location is the row's parent: not asking for it again saves a third of the file
  inventory: `{ locations(includeInactive: true) { edges { node { id
    inventoryLevels { edges { node { id updatedAt item { id } quantities(names: ["available"]) { quantity } } } } } } } }`,
  customers: `{ customers { edges { node { ${CUSTOMER_FIELDS} } } } }`,
  anonymousCustomers: `{ customers { edges { node { ${ANONYMOUS_CUSTOMER_FIELDS} } } } }`,
} as const;
