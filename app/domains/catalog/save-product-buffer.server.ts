import type { Db } from "../../db/open-database.server.ts";
import type { ProductId, ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";

const LARGEST_BUFFER = 10_000;

/** Units of one product that every location keeps back; 0 takes the product off the list. */
export async function saveProductBuffer(
  db: Db,
  shop: ShopDomain,
  request: { productId: ProductId; buffer: number; actor: string },
  now: Millis,
): Promise<Outcome<undefined, "buffer-wrong" | "unknown-product">> {
  const { productId, buffer, actor } = request;
  if (!Number.isInteger(buffer) || buffer < 0 || buffer > LARGEST_BUFFER)
    return refused("buffer-wrong");
  return db.transact(async (tx) => {
    const product = await tx.product.findUnique({
      where: { shop_id: { shop, id: productId } },
    });
    if (!product || product.deletedAt) return refused("unknown-product");
    if (buffer === 0) await tx.productSettings.deleteMany({ where: { shop, productId } });
    else
      await tx.productSettings.upsert({
        where: { shop_productId: { shop, productId } },
        create: { shop, productId, buffer },
        update: { buffer },
      });
    await tx.auditLog.create({
      data: {
        shop,
        at: new Date(now),
        actor,
        act: "product.buffer-saved",
        subject: productId,
        detail: { buffer },
      },
    });
    await tx.$executeRaw`SELECT pg_notify('availability', ${JSON.stringify({ shop })})::text`;
    return done();
  });
}
