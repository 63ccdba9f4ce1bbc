-- AlterTable
ALTER TABLE "LocationSettings" ADD COLUMN "transferDays" INTEGER,
ADD COLUMN "pickupWanted" JSONB;
