import { adminSchema } from "#test/simulator/schema/admin-schema.ts";
import { registryOf } from "./resolve-field.ts";
import { appTypes } from "./resolvers/app.ts";
import { customerTypes } from "./resolvers/customers.ts";
import { fulfillmentMutationTypes } from "./resolvers/fulfillment-mutations.ts";
import { fulfillmentOrderTypes } from "./resolvers/fulfillment-orders.ts";
import { inventoryMutationTypes } from "./resolvers/inventory-mutations.ts";
import { inventoryTypes } from "./resolvers/inventory.ts";
import { locationTypes } from "./resolvers/locations.ts";
import { metafieldTypes } from "./resolvers/metafields.ts";
import { orderLineTypes } from "./resolvers/order-lines.ts";
import { orderTypes } from "./resolvers/orders.ts";
import { productTypes } from "./resolvers/products.ts";

/** every type and field that is simulated; whatever is not here fails by name */
export const registry = registryOf([
  ...appTypes,
  ...locationTypes,
  ...productTypes,
  ...inventoryTypes,
  ...inventoryMutationTypes,
  ...customerTypes,
  ...orderTypes,
  ...orderLineTypes,
  ...fulfillmentOrderTypes,
  ...fulfillmentMutationTypes,
  ...metafieldTypes,
]);

export function adminMachine() {
  return { ...adminSchema(), registry };
}
