-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "pickupExpiresAfterDays" INTEGER NOT NULL DEFAULT 7;

-- CreateTable
CREATE TABLE "PickupOrder" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "customerId" TEXT,
    "shopperName" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "phone" TEXT,
    "locale" TEXT NOT NULL DEFAULT '',
    "processedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PickupOrder_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "Pickup" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "fulfillmentOrderId" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "locationId" TEXT,
    "locationName" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'new',
    "version" INTEGER NOT NULL DEFAULT 1,
    "stateBefore" TEXT,
    "problemReason" TEXT,
    "problemNote" TEXT,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "promisedAt" TIMESTAMPTZ(3),
    "readyAt" TIMESTAMPTZ(3),
    "collectedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "shopifySays" TEXT NOT NULL DEFAULT 'open',
    "refusedAct" TEXT,
    "refusedReason" TEXT,
    "refusedAt" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 1,
    "codeHash" TEXT,
    "codeFailures" INTEGER NOT NULL DEFAULT 0,
    "codeLockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Pickup_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "PickupLine" (
    "shop" TEXT NOT NULL,
    "pickupId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "lineItemId" TEXT NOT NULL,
    "variantId" TEXT,
    "title" TEXT NOT NULL,
    "variantTitle" TEXT NOT NULL DEFAULT '',
    "options" JSONB NOT NULL DEFAULT '[]',
    "sku" TEXT NOT NULL DEFAULT '',
    "imageUrl" TEXT,
    "quantity" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "PickupLine_pkey" PRIMARY KEY ("shop","pickupId","id")
);

-- CreateTable
CREATE TABLE "PickupEvent" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "pickupId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "PickupEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PickupCodeWindow" (
    "shop" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "PickupCodeWindow_pkey" PRIMARY KEY ("shop","subject")
);

-- CreateIndex
CREATE INDEX "PickupOrder_shop_customerId_idx" ON "PickupOrder"("shop", "customerId");

-- CreateIndex
CREATE INDEX "Pickup_shop_locationId_state_idx" ON "Pickup"("shop", "locationId", "state");

-- CreateIndex
CREATE INDEX "Pickup_shop_orderId_idx" ON "Pickup"("shop", "orderId");

-- CreateIndex
CREATE INDEX "Pickup_state_readyAt_idx" ON "Pickup"("state", "readyAt");

-- CreateIndex
CREATE UNIQUE INDEX "Pickup_shop_fulfillmentOrderId_round_key" ON "Pickup"("shop", "fulfillmentOrderId", "round");

-- CreateIndex
CREATE UNIQUE INDEX "Pickup_shop_codeHash_key" ON "Pickup"("shop", "codeHash");

-- CreateIndex
CREATE INDEX "PickupEvent_shop_pickupId_idx" ON "PickupEvent"("shop", "pickupId");

-- AddForeignKey
ALTER TABLE "Pickup" ADD CONSTRAINT "Pickup_shop_orderId_fkey" FOREIGN KEY ("shop", "orderId") REFERENCES "PickupOrder"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickupLine" ADD CONSTRAINT "PickupLine_shop_pickupId_fkey" FOREIGN KEY ("shop", "pickupId") REFERENCES "Pickup"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickupEvent" ADD CONSTRAINT "PickupEvent_shop_pickupId_fkey" FOREIGN KEY ("shop", "pickupId") REFERENCES "Pickup"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

