import type { Id, IsoTime, Location, ShopState, Variant } from "../state.ts";
import { CatalogueError, readTable, type Row } from "./csv-table.ts";

/**
 * Shopify's inventory CSV, one row per variant and location. A location that does not stock the variant says "not stocked" in the
 * quantity columns. Rows find their variant by handle and option values, as Shopify's own import does.
 */
export function readInventory(
  text: string,
  state: ShopState,
  options: { fileName: string; at: IsoTime },
): void {
  const table = readTable(text, options.fileName);
  const problems: string[] = [];
  if (!table.columns.has("location")) {
    throw new CatalogueError(options.fileName, [
      'the column "Location" is missing; export the inventory of all locations, all states',
    ]);
  }
  const locations = new Map([...state.locations.values()].map((one) => [one.name, one]));
  const variants = variantsByWords(state);
  for (const row of table.rows) {
    const say = (problem: string) => problems.push(`row ${row.line}: ${problem}`);
    const location = locations.get(row.get("Location"));
    const variant = variants.get(words(row));
    if (location === undefined) {
      say(`the location "${row.get("Location")}" is none of ${[...locations.keys()].join(", ")}`);
    } else if (variant === undefined) {
      say(`no product "${row.get("Handle")}" with the options "${optionValues(row).join(" / ")}"`);
    } else {
      stock(state, variant, location, row, options.at, say);
    }
  }
  if (problems.length > 0) throw new CatalogueError(options.fileName, problems);
}

function stock(
  state: ShopState,
  variant: Variant,
  location: Location,
  row: Row,
  at: IsoTime,
  say: (problem: string) => void,
): void {
  const read = (...names: string[]): number | "not stocked" => {
    const text = row.get(...names);
    if (/^not stocked$/i.test(text)) return "not stocked";
    if (text === "") return 0;
    if (/^-?\d+$/.test(text)) return Number(text);
    say(`"${text}" in ${names[0] ?? ""} is not a whole number`);
    return 0;
  };
  const onHand = read("On hand (new)", "On hand (current)", "On hand");
  const shown = row.get("Available (not editable)", "Available");
  const available = read("Available (not editable)", "Available");
  if (onHand === "not stocked" || available === "not stocked") return;
  const committed = number(read("Committed (not editable)", "Committed"));
  const unavailable = number(read("Unavailable (not editable)", "Unavailable"));
  addLevel(state, variant.inventoryItemId, location.id, at, {
    available: shown === "" ? onHand - committed - unavailable : available,
    committed,
    reserved: unavailable,
    incoming: number(read("Incoming (not editable)", "Incoming")),
  });
}

const number = (value: number | "not stocked") => (value === "not stocked" ? 0 : value);

export function addLevel(
  state: ShopState,
  inventoryItemId: Id,
  locationId: Id,
  at: IsoTime,
  quantities: {
    available: number;
    committed?: number;
    reserved?: number;
    incoming?: number;
  },
): void {
  state.levels.set(`${inventoryItemId}:${locationId}`, {
    id: String(110_000_000_000 + state.levels.size + 1),
    inventoryItemId,
    locationId,
    isActive: true,
    available: quantities.available,
    committed: quantities.committed ?? 0,
    incoming: quantities.incoming ?? 0,
    reserved: quantities.reserved ?? 0,
    damaged: 0,
    safetyStock: 0,
    qualityControl: 0,
    createdAt: at,
    updatedAt: at,
  });
}

function variantsByWords(state: ShopState): Map<string, Variant> {
  return new Map(
    [...state.variants.values()].map((variant) => [
      [state.products.get(variant.productId)?.handle ?? "", ...variant.optionValues].join("\n"),
      variant,
    ]),
  );
}

function words(row: Row): string {
  const values = optionValues(row);
  return [
    row.get("Handle", "URL handle"),
    ...(values.length > 0 ? values : ["Default Title"]),
  ].join("\n");
}

function optionValues(row: Row): string[] {
  return [1, 2, 3].map((n) => row.get(`Option${n} Value`)).filter((value) => value !== "");
}
