import type { Db } from "../../db/open-database.server.ts";
import { statement } from "../../db/statement.server.ts";
import type { ShopDomain, VariantId } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import { defaultSettings, readStoredSettings } from "./location-settings.ts";
import type { AvailabilityFacts, StorePlace } from "./store-availability.ts";

/** Everything known of one variant in one query (`isBehind` is the shop's, see readFreshness); null when the shop has not installed us. */
export async function readAvailability(
  db: Db,
  shop: ShopDomain,
  variant: VariantId,
  isBehind: boolean,
): Promise<AvailabilityFacts | null> {
  const { rows } = await db.pool.query<Row>(
    statement(db, "read-availability", QUERY, [shop, variant]),
  );
  const [first] = rows;
  if (!first) return null;
  return {
    variant,
    stocked:
      first.item === null
        ? null
        : { item: stored(first.item), tracked: first.tracked, buffer: first.productBuffer ?? 0 },
    display:
      first.stockDisplay === "band" ? { mode: "band", lowAt: first.lowStockAt } : { mode: "exact" },
    inStepAt: first.inStepAt?.getTime() ?? null,
    isBehind,
    places: rows.filter((row) => row.locationId !== null).map(placeOf),
  };
}

/** The shop's own columns repeat on each row; a shop without locations has one row with none. */
interface Row {
  shopTimeZone: string;
  stockDisplay: string;
  lowStockAt: number;
  inStepAt: Date | null;
  item: string | null;
  tracked: boolean;
  productBuffer: number | null;
  locationId: string | null;
  name: string;
  isActive: boolean;
  pickupTime: string | null;
  address1: string;
  address2: string;
  city: string;
  zip: string;
  countryCode: string;
  latitude: number | null;
  longitude: number | null;
  available: number | null;
  levelActive: boolean;
  knownAt: Date | null;
  timeZone: string | null;
  openingHours: unknown;
  closures: unknown;
  preparationMinutes: number;
  cutOff: string | null;
  buffer: number;
  transferDays: number | null;
}

const QUERY = `
  SELECT s."timeZone" AS "shopTimeZone", s."stockDisplay", s."lowStockAt", sync."inStepAt",
         v."inventoryItemId" AS item, v.tracked, ps.buffer AS "productBuffer",
         l.id AS "locationId", l.name, l."isActive", l."pickupTime",
         l.address1, l.address2, l.city, l.zip, l."countryCode", l.latitude, l.longitude,
         lv.available, lv."isActive" AS "levelActive", lv."knownAt",
         ls."timeZone", ls."openingHours", ls.closures, ls."preparationMinutes", ls."cutOff", ls.buffer, ls."transferDays"
    FROM "Shop" s
    LEFT JOIN "SyncState" sync ON sync.shop = s.shop AND sync.kind = 'inventory'
    LEFT JOIN "Variant" v ON v.shop = s.shop AND v.id = $2 AND v."deletedAt" IS NULL
    LEFT JOIN "ProductSettings" ps ON ps.shop = s.shop AND ps."productId" = v."productId"
    LEFT JOIN "Location" l ON l.shop = s.shop AND l."deletedAt" IS NULL
    LEFT JOIN "InventoryLevel" lv
           ON lv.shop = s.shop AND lv."inventoryItemId" = v."inventoryItemId" AND lv."locationId" = l.id
    LEFT JOIN "LocationSettings" ls ON ls.shop = s.shop AND ls."locationId" = l.id
   WHERE s.shop = $1 AND s."uninstalledAt" IS NULL`;

function placeOf(row: Row): StorePlace {
  return {
    store: {
      id: stored(row.locationId ?? ""),
      name: row.name,
      address: [row.address1, row.address2, `${row.city} ${row.zip}`.trim()]
        .filter(Boolean)
        .join(", "),
      city: row.city,
      zip: row.zip,
      countryCode: row.countryCode,
      position:
        row.latitude === null || row.longitude === null
          ? null
          : { latitude: row.latitude, longitude: row.longitude },
    },
    isActive: row.isActive,
    offersPickup: row.pickupTime !== null,
    level:
      row.available === null || row.knownAt === null
        ? null
        : {
            available: row.available,
            isActive: row.levelActive,
            knownAt: row.knownAt.getTime(),
          },
    settings:
      row.timeZone === null
        ? defaultSettings(row)
        : readStoredSettings({ ...row, timeZone: row.timeZone }),
  };
}
