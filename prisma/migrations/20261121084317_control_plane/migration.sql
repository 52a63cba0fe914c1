-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('draft', 'awaiting_approval', 'approved', 'scheduled', 'applied', 'rejected', 'withdrawn', 'expired', 'conflicted');

-- AlterTable
ALTER TABLE "Environment" ADD COLUMN     "policy" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "policyVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "SwitchRule" ADD COLUMN     "handoff" "Side";

-- AlterTable
ALTER TABLE "Force" ADD COLUMN     "until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SwitchChange" ADD COLUMN     "inventoryVersion" INTEGER,
ADD COLUMN     "requestId" UUID,
ADD COLUMN     "rules" BYTEA;

-- CreateTable
CREATE TABLE "InventoryArchive" (
    "programId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InventoryArchive_pkey" PRIMARY KEY ("programId","version")
);

-- CreateTable
CREATE TABLE "FlipRequest" (
    "id" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "RequestState" NOT NULL,
    "asked" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "baseVersion" INTEGER NOT NULL,
    "groundDigest" TEXT NOT NULL,
    "effect" JSONB NOT NULL,
    "applyAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "requesterId" UUID,
    "requesterName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedByName" TEXT,
    "closedBecause" TEXT,

    CONSTRAINT "FlipRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FlipApproval" (
    "id" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "teams" TEXT[],
    "isApproval" BOOLEAN NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fellAt" TIMESTAMPTZ(3),
    "fellBecause" TEXT,

    CONSTRAINT "FlipApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "because" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "openedByName" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedByName" TEXT,
    "outcome" TEXT,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboundHook" (
    "id" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL DEFAULT '',
    "holdMinutes" INTEGER,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InboundHook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HookDelivery" (
    "hookId" UUID NOT NULL,
    "delivery" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HookDelivery_pkey" PRIMARY KEY ("hookId","delivery")
);

-- CreateTable
CREATE TABLE "Dependency" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "requires" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Dependency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClientInstance" (
    "environmentId" UUID NOT NULL,
    "instance" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "via" TEXT,
    "epoch" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "appliedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "parseFailures" INTEGER NOT NULL DEFAULT 0,
    "decisions" BIGINT NOT NULL DEFAULT 0,
    "workers" JSONB NOT NULL DEFAULT '[]',
    "queues" JSONB NOT NULL DEFAULT '[]',
    "localForce" JSONB,
    "removedAt" TIMESTAMPTZ(3),
    "removedByName" TEXT,

    CONSTRAINT "ClientInstance_pkey" PRIMARY KEY ("environmentId","instance")
);

-- CreateTable
CREATE TABLE "TrafficCount" (
    "environmentId" UUID NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "route" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "TrafficCount_pkey" PRIMARY KEY ("environmentId","windowStart","route","source","owner")
);

-- CreateTable
CREATE TABLE "WorkerLease" (
    "environmentId" UUID NOT NULL,
    "worker" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "owner" "Side" NOT NULL,
    "fence" INTEGER NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WorkerLease_pkey" PRIMARY KEY ("environmentId","worker","instance")
);

-- CreateIndex
CREATE INDEX "FlipRequest_state_applyAt_idx" ON "FlipRequest"("state", "applyAt");

-- CreateIndex
CREATE UNIQUE INDEX "FlipRequest_environmentId_number_key" ON "FlipRequest"("environmentId", "number");

-- CreateIndex
CREATE INDEX "FlipApproval_requestId_idx" ON "FlipApproval"("requestId");

-- CreateIndex
CREATE INDEX "Review_environmentId_closedAt_idx" ON "Review"("environmentId", "closedAt");

-- CreateIndex
CREATE INDEX "Dependency_programId_idx" ON "Dependency"("programId");

-- CreateIndex
CREATE INDEX "WorkerLease_environmentId_worker_until_idx" ON "WorkerLease"("environmentId", "worker", "until");

-- CreateIndex
CREATE INDEX "SwitchChange_environmentId_createdAt_idx" ON "SwitchChange"("environmentId", "createdAt");

-- AddForeignKey
ALTER TABLE "SwitchChange" ADD CONSTRAINT "SwitchChange_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "FlipRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InventoryArchive" ADD CONSTRAINT "InventoryArchive_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlipRequest" ADD CONSTRAINT "FlipRequest_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlipApproval" ADD CONSTRAINT "FlipApproval_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "FlipRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundHook" ADD CONSTRAINT "InboundHook_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HookDelivery" ADD CONSTRAINT "HookDelivery_hookId_fkey" FOREIGN KEY ("hookId") REFERENCES "InboundHook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dependency" ADD CONSTRAINT "Dependency_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClientInstance" ADD CONSTRAINT "ClientInstance_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrafficCount" ADD CONSTRAINT "TrafficCount_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkerLease" ADD CONSTRAINT "WorkerLease_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
