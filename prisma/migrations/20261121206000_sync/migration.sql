ALTER TABLE "InventoryLevel" ALTER COLUMN "knownAt" SET DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "Location" ADD COLUMN "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "Product" ADD COLUMN "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "Variant" ADD COLUMN "itemUpdatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, ADD COLUMN "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "Customer" ADD COLUMN "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
ALTER TABLE "SyncState" ADD COLUMN "fullyCheckedAt" TIMESTAMPTZ(3);
ALTER TABLE "SyncRun" ADD COLUMN "actor" TEXT NOT NULL DEFAULT 'sambung';
ALTER TABLE "SyncPart" ADD COLUMN "askedAt" TIMESTAMPTZ(3),
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE INDEX "SyncPart_status_notBefore_idx" ON "SyncPart"("status", "notBefore");

-- one run of a shop at a time; Prisma's schema language has no partial index
CREATE UNIQUE INDEX "SyncRun_one_running" ON "SyncRun"("shop") WHERE "status" = 'running';

CREATE TABLE "DataExport" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "document" JSONB NOT NULL,
    "collectedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DataExport_pkey" PRIMARY KEY ("shop","id")
);

CREATE INDEX "DataExport_shop_customerId_idx" ON "DataExport"("shop", "customerId");
