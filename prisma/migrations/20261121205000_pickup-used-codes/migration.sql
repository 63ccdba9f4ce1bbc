ALTER TABLE "Pickup" ADD COLUMN "usedCodeHash" TEXT;
CREATE INDEX "Pickup_shop_usedCodeHash_idx" ON "Pickup"("shop", "usedCodeHash");
