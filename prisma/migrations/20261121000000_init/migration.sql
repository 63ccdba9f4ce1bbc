-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Shop" (
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "installedAt" TIMESTAMPTZ(3) NOT NULL,
    "uninstalledAt" TIMESTAMPTZ(3),
    "stockDisplay" TEXT NOT NULL DEFAULT 'exact',
    "lowStockAt" INTEGER NOT NULL DEFAULT 3,
    "pickupExpiresAfterDays" INTEGER NOT NULL DEFAULT 7,

    CONSTRAINT "Shop_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "Location" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isActive" BOOLEAN NOT NULL,
    "fulfillsOnlineOrders" BOOLEAN NOT NULL DEFAULT true,
    "address1" TEXT NOT NULL DEFAULT '',
    "address2" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "province" TEXT NOT NULL DEFAULT '',
    "zip" TEXT NOT NULL DEFAULT '',
    "countryCode" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "pickupTime" TEXT,
    "pickupInstructions" TEXT NOT NULL DEFAULT '',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Location_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "LocationSettings" (
    "shop" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "openingHours" JSONB NOT NULL,
    "closures" JSONB NOT NULL DEFAULT '[]',
    "preparationMinutes" INTEGER NOT NULL DEFAULT 60,
    "cutOff" TEXT,
    "buffer" INTEGER NOT NULL DEFAULT 0,
    "transferDays" INTEGER,
    "pickupWanted" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LocationSettings_pkey" PRIMARY KEY ("shop","locationId")
);

-- CreateTable
CREATE TABLE "Product" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "imageUrl" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Product_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "ProductSettings" (
    "shop" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "buffer" INTEGER NOT NULL,

    CONSTRAINT "ProductSettings_pkey" PRIMARY KEY ("shop","productId")
);

-- CreateTable
CREATE TABLE "Variant" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "inventoryItemId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT NOT NULL DEFAULT '',
    "options" JSONB NOT NULL DEFAULT '[]',
    "imageUrl" TEXT,
    "tracked" BOOLEAN NOT NULL DEFAULT true,
    "inventoryPolicy" TEXT NOT NULL DEFAULT 'DENY',
    "position" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "itemUpdatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Variant_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "InventoryLevel" (
    "shop" TEXT NOT NULL,
    "inventoryItemId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InventoryLevel_pkey" PRIMARY KEY ("shop","inventoryItemId","locationId")
);

-- CreateTable
CREATE TABLE "Customer" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "locale" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "knownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "DataExport" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "document" JSONB NOT NULL,
    "collectedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DataExport_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "SyncState" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "inStepAt" TIMESTAMPTZ(3),
    "reconciledAt" TIMESTAMPTZ(3),
    "fullyCheckedAt" TIMESTAMPTZ(3),
    "driftFound" INTEGER NOT NULL DEFAULT 0,
    "driftRepaired" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,

    CONSTRAINT "SyncState_pkey" PRIMARY KEY ("shop","kind")
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'sambung',
    "status" TEXT NOT NULL DEFAULT 'running',
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncRun_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "SyncPart" (
    "shop" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "askedAt" TIMESTAMPTZ(3),
    "bulkOperationId" TEXT,
    "resultUrl" TEXT,
    "bytesRead" BIGINT NOT NULL DEFAULT 0,
    "bytesTotal" BIGINT,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "rowsTotal" INTEGER,
    "drift" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncPart_pkey" PRIMARY KEY ("shop","runId","kind")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'shopify',
    "topic" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "triggeredAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

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
    "usedCodeHash" TEXT,
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

-- CreateTable
CREATE TABLE "MailTemplate" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MailTemplate_pkey" PRIMARY KEY ("shop","kind","language")
);

-- CreateTable
CREATE TABLE "MessageSwitch" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageSwitch_pkey" PRIMARY KEY ("shop","kind")
);

-- CreateTable
CREATE TABLE "SentMessage" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "intentKey" TEXT NOT NULL,
    "pickupId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "attemptId" TEXT NOT NULL,
    "language" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SentMessage_pkey" PRIMARY KEY ("shop","kind","intentKey")
);

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE INDEX "Variant_shop_inventoryItemId_idx" ON "Variant"("shop", "inventoryItemId");

-- CreateIndex
CREATE INDEX "Variant_shop_productId_idx" ON "Variant"("shop", "productId");

-- CreateIndex
CREATE INDEX "InventoryLevel_shop_locationId_idx" ON "InventoryLevel"("shop", "locationId");

-- CreateIndex
CREATE INDEX "DataExport_shop_customerId_idx" ON "DataExport"("shop", "customerId");

-- CreateIndex
CREATE INDEX "SyncPart_status_notBefore_idx" ON "SyncPart"("status", "notBefore");

-- CreateIndex
CREATE INDEX "Inbox_status_notBefore_idx" ON "Inbox"("status", "notBefore");

-- CreateIndex
CREATE INDEX "Outbox_status_notBefore_idx" ON "Outbox"("status", "notBefore");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_shop_kind_key_key" ON "Outbox"("shop", "kind", "key");

-- CreateIndex
CREATE INDEX "AuditLog_shop_at_idx" ON "AuditLog"("shop", "at");

-- CreateIndex
CREATE INDEX "PickupOrder_shop_customerId_idx" ON "PickupOrder"("shop", "customerId");

-- CreateIndex
CREATE INDEX "Pickup_shop_usedCodeHash_idx" ON "Pickup"("shop", "usedCodeHash");

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

-- CreateIndex
CREATE INDEX "SentMessage_shop_pickupId_idx" ON "SentMessage"("shop", "pickupId");

-- CreateIndex
CREATE INDEX "SentMessage_shop_at_idx" ON "SentMessage"("shop", "at");

-- AddForeignKey
ALTER TABLE "SyncPart" ADD CONSTRAINT "SyncPart_shop_runId_fkey" FOREIGN KEY ("shop", "runId") REFERENCES "SyncRun"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pickup" ADD CONSTRAINT "Pickup_shop_orderId_fkey" FOREIGN KEY ("shop", "orderId") REFERENCES "PickupOrder"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickupLine" ADD CONSTRAINT "PickupLine_shop_pickupId_fkey" FOREIGN KEY ("shop", "pickupId") REFERENCES "Pickup"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickupEvent" ADD CONSTRAINT "PickupEvent_shop_pickupId_fkey" FOREIGN KEY ("shop", "pickupId") REFERENCES "Pickup"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- One run of a shop at a time. Prisma's schema language has no partial index, so this line is kept by hand.
CREATE UNIQUE INDEX "SyncRun_one_running" ON "SyncRun"("shop") WHERE "status" = 'running';
