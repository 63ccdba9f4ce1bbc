import type { NewProduct, NewVariant } from "#test/simulator/shop.ts";
import type { Id, Product, Variant } from "#test/simulator/state.ts";
import { forgetVariantIndex, levelAt, productOf, variantOf, variantsOf } from "./lookups.ts";
import { connect, disconnect } from "./stock.ts";
import { tellItem, tellProduct } from "./tell.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

export function addsProduct(
  world: World,
  input: NewProduct,
): { product: Product; variants: Variant[] } {
  const at = timeOf(world);
  const status = input.status ?? "ACTIVE";
  const product: Product = {
    id: world.ids(),
    title: input.title,
    handle: input.handle ?? handleOf(input.title, world),
    descriptionHtml: input.descriptionHtml ?? "",
    vendor: input.vendor ?? world.state.info.name,
    productType: input.productType ?? "",
    tags: input.tags ?? [],
    status,
    publishedAt: status === "ACTIVE" ? at : null,
    optionNames: input.optionNames ?? ["Title"],
    images: (input.images ?? []).map((image) => ({ id: world.ids(), ...image })),
    createdAt: at,
    updatedAt: at,
  };
  world.state.products.set(product.id, product);
  const variants = input.variants.map((one, place) => newVariant(world, product, one, place + 1));
  for (const variant of variants) tellItem(world, variant, "inventory_items/create");
  for (const [place, one] of input.variants.entries()) stockNewVariant(world, variants[place], one);
  tellProduct(world, product, "products/create");
  return { product, variants };
}

export function changesProduct(
  world: World,
  productId: Id,
  change: Partial<Omit<Product, "id" | "createdAt" | "updatedAt">>,
): Product {
  const product = productOf(world.state, productId);
  Object.assign(product, change);
  tellProduct(world, product);
  return product;
}

export function addsVariant(world: World, productId: Id, input: NewVariant): Variant {
  const product = productOf(world.state, productId);
  const last = variantsOf(world.state, productId).at(-1)?.position ?? 0;
  const variant = newVariant(world, product, input, last + 1);
  tellItem(world, variant, "inventory_items/create");
  stockNewVariant(world, variant, input);
  tellProduct(world, product);
  return variant;
}

export function changesVariant(
  world: World,
  variantId: Id,
  change: Partial<Omit<NewVariant, "stock">>,
): Variant {
  const variant = variantOf(world.state, variantId);
  const ofItem = change.sku !== undefined || change.tracked !== undefined;
  Object.assign(variant, change, { updatedAt: timeOf(world) });
  variant.title = titleOf(variant.optionValues);
  if (ofItem) tellItem(world, variant);
  tellProduct(world, productOf(world.state, variant.productId));
  return variant;
}

export function deletesVariant(world: World, variantId: Id): void {
  const variant = variantOf(world.state, variantId);
  dropVariant(world, variant);
  tellProduct(world, productOf(world.state, variant.productId));
}

export function deletesProduct(world: World, productId: Id): void {
  for (const variant of variantsOf(world.state, productId)) dropVariant(world, variant);
  world.state.products.delete(productId);
  for (const collection of world.state.collections.values())
    collection.productIds = collection.productIds.filter((id) => id !== productId);
  world.send("products/delete", { id: Number(productId) });
}

function dropVariant(world: World, variant: Variant): void {
  for (const locationId of world.state.locations.keys()) {
    if (levelAt(world.state, variant.inventoryItemId, locationId) === undefined) continue;
    disconnect(world, variant.inventoryItemId, locationId);
    world.state.levels.delete(`${variant.inventoryItemId}:${locationId}`);
  }
  world.state.variants.delete(variant.id);
  forgetVariantIndex(world.state);
  world.send("inventory_items/delete", { id: Number(variant.inventoryItemId) });
}

function newVariant(world: World, product: Product, input: NewVariant, position: number): Variant {
  const at = timeOf(world);
  const variant: Variant = {
    id: world.ids(),
    productId: product.id,
    inventoryItemId: world.ids(),
    title: titleOf(input.optionValues),
    sku: input.sku ?? null,
    barcode: input.barcode ?? null,
    price: input.price,
    compareAtPrice: input.compareAtPrice ?? null,
    position,
    optionValues: input.optionValues,
    tracked: input.tracked ?? true,
    inventoryPolicy: input.inventoryPolicy ?? "DENY",
    requiresShipping: input.requiresShipping ?? true,
    imageId: input.imageId ?? null,
    createdAt: at,
    updatedAt: at,
  };
  world.state.variants.set(variant.id, variant);
  return variant;
}

function stockNewVariant(world: World, variant: Variant | undefined, input: NewVariant): void {
  for (const [locationId, available] of Object.entries(input.stock ?? {}))
    if (variant !== undefined) connect(world, variant.inventoryItemId, locationId, available);
}

function titleOf(optionValues: string[]): string {
  return optionValues.length === 0 ? "Default Title" : optionValues.join(" / ");
}

function handleOf(title: string, world: World): string {
  const plain = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  const base = plain === "" ? "product" : plain;
  const taken = new Set([...world.state.products.values()].map((one) => one.handle));
  let handle = base;
  for (let n = 1; taken.has(handle); n += 1) handle = `${base}-${n}`;
  return handle;
}
