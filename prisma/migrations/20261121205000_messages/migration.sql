CREATE TABLE "MailTemplate" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MailTemplate_pkey" PRIMARY KEY ("shop", "kind", "language")
);

CREATE TABLE "MessageSwitch" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageSwitch_pkey" PRIMARY KEY ("shop", "kind")
);

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

    CONSTRAINT "SentMessage_pkey" PRIMARY KEY ("shop", "kind", "intentKey")
);

CREATE INDEX "SentMessage_shop_pickupId_idx" ON "SentMessage"("shop", "pickupId");

CREATE INDEX "SentMessage_shop_at_idx" ON "SentMessage"("shop", "at");
